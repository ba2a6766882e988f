import { expect, it } from 'vitest'
import { DEFAULT_CONFIG_FILE } from '../lib/config-file.js'
import { aSite } from '../lib/test-sites.js'
import { readTagForm } from './read-tag-form.js'

const SITE = aSite({ origins: ['https://www.acme.com', 'https://shop.acme.com'] })

function read(given: Record<string, string>, changes: object = {}) {
  const config = { ...DEFAULT_CONFIG_FILE, port: 8787, ...changes }
  return readTagForm((name) => given[name], { config, site: SITE, host: 'ops.internal' })
}

it('what is not ticked is not said', () => {
  expect(read({})).toMatchObject({ options: {}, isPinned: false, faults: {} })
})

it('what is ticked is said in the words of the snippet', () => {
  const given = {
    trackingParams: ' gong_tid, tid',
    keepParams: 'utm_* ref',
    consent: 'required',
    cookieDomain: 'acme.com',
    viewsHash: '1',
    viewsQuery: '1',
    address: 'clean',
    signals: 'ignore',
    endpoint: '/e',
    integrity: '1',
  }
  expect(read(given)).toMatchObject({
    options: {
      trackingParams: 'gong_tid,tid',
      keepParams: 'utm_*,ref',
      consent: 'required',
      cookieDomain: 'acme.com',
      views: 'hash,query',
      address: 'clean',
      signals: 'ignore',
      endpoint: '/e',
    },
    isPinned: true,
    faults: {},
  })
})

it('the collector is where the configuration has it, else where the console was asked, with a note on http', () => {
  const isHttp = expect.stringContaining('is http') as string
  const asked = read({})
  expect(asked.collector).toBe('http://ops.internal:8787')
  expect(asked.notes).toEqual([isHttp])
  const configured = read({}, { publicUrl: 'https://t.acme.com' })
  expect(configured).toMatchObject({ collector: 'https://t.acme.com', notes: [] })
  expect(read({ collector: 'https://other.example' }).collector).toBe('https://other.example')
})

it('an events path of one’s own is in the tag without being asked for', () => {
  const changes = { paths: { script: '/a.js', events: '/b' } }
  expect(read({}, changes).options.endpoint).toBe('/b')
  expect(read({ endpoint: '/c' }, changes).options.endpoint).toBe('/c')
})

it.each([
  ['collector', 'https://acme.com/path'],
  ['collector', 'javascript:alert(1)'],
  ['endpoint', 'javascript:alert(1)'],
  ['endpoint', 'v1/events'],
  ['endpoint', 'https://user:word@acme.com/e'],
  ['cookieDomain', 'acme.com;secure'],
] as const)('a bad %s is told at its field and left out: %s', (field, value) => {
  const { faults, options, collector } = read({ [field]: value })
  expect(Object.keys(faults)).toEqual([field])
  expect(options).toEqual({})
  expect(`${collector}`).not.toContain('alert')
})

it('a port that the system chose is not made up', () => {
  expect(read({}, { port: 0 })).toMatchObject({
    form: { collector: '' },
    collector: 'https://collector.example.com',
    faults: { collector: expect.stringContaining('Expected an origin') as string },
  })
})

it.each([
  [{ cookieDomain: 'shop.acme.com' }, 'on www.acme.com'],
  [{ address: 'clean' }, 'nothing to take out'],
  [{ signals: 'ignore' }, 'unlawful'],
  [{ consent: 'required' }, "tamtam('consent', 'granted')"],
  [{ integrity: '1' }, 'copied anew'],
])('whoever chooses %j is told what comes of it', (given, words) => {
  const { notes } = read({ collector: 'https://c.example', ...given })
  expect(notes).toEqual([expect.stringContaining(words) as string])
})
