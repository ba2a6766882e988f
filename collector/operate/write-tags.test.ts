import { createHash } from 'node:crypto'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { writeTags, type TagOptions } from './write-tags.js'

/** All that a tag can say, with what would break out of an attribute, an address or a string. */
const ALL: TagOptions = {
  trackingParams: 'gong_tid,tid',
  keepParams: `utm_*,a&b="c"<d>'e\\`,
  consent: 'required',
  cookieDomain: 'acme.com',
  views: 'hash,query',
  address: 'clean',
  signals: 'ignore',
  endpoint: 'https://events.example.com/e?x=1&y=2',
}

const COLLECTOR = 'https://collector.example.com'
const PINNED = { scriptPath: '/tamtam-3vX0.js', integrity: 'sha384-abc+/=' }
const NEWEST = { scriptPath: '/tamtam.js', integrity: null }

const write = (options: TagOptions, script: typeof PINNED | typeof NEWEST = NEWEST) =>
  writeTags({ siteId: 'acme-www', collector: COLLECTOR, options, ...script })

const ENTITIES: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>' }

/** As a browser parses a tag that is written with quotes and without unescaped brackets in them. */
function attributesOf(html: string): Record<string, string> {
  const [, inner = ''] = /^<script\s([^<>]*)><\/script>$/.exec(html) ?? []
  expect(inner).not.toBe('')
  return Object.fromEntries(
    [...inner.matchAll(/([^\s"=]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [
      name,
      value.replace(/&(\w+);/g, (_, entity: string) => ENTITIES[entity] ?? 'unknown'),
    ]),
  )
}

/** What the snippet makes of a tag, by its own reader, which needs a browser’s types. */
async function readBySnippet(html: string): Promise<unknown> {
  const { src = '', ...attributes } = attributesOf(html)
  const dataset = Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => name.startsWith('data-'))
      .map(([name, value]) => [
        name.slice(5).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
        value,
      ]),
  )
  const path = '../../snippet/tag-options.js'
  const { readTagOptions } = (await import(path)) as {
    readTagOptions: (tag: { src: string; dataset: object }) => unknown
  }
  return readTagOptions({ src, dataset })
}

it.each([
  ['of the site alone', {}, { endpoint: `${COLLECTOR}/v1/events` }],
  ['with an endpoint on the collector', { endpoint: '/e' }, { endpoint: `${COLLECTOR}/e` }],
  ['with everything', ALL, ALL],
] as const)(
  'the snippet reads a tag %s as it was ticked, from attributes and from the address',
  async (_, options, expected) => {
    for (const script of [NEWEST, PINNED]) {
      const tags = write(options, script)
      expect(await readBySnippet(tags.script)).toEqual({ site: 'acme-www', ...expected })
      expect(await readBySnippet(tags.tagManager)).toEqual({ site: 'acme-www', ...expected })
    }
  },
)

it('the snippet finds a tag manager’s tag though nobody says which script is running', () => {
  expect(attributesOf(write({}).tagManager)['src']).toMatch(/[?&]site=acme-www/)
})

it('a pinned tag loads the bytes that it names, and no other', () => {
  const { script, tagManager } = write({}, PINNED)
  const pins = { integrity: PINNED.integrity, crossorigin: 'anonymous', async: '' }
  expect(attributesOf(script)).toMatchObject({ ...pins, src: `${COLLECTOR}/tamtam-3vX0.js` })
  expect(attributesOf(tagManager)).toMatchObject(pins)
  expect(write({}).script).toBe(
    `<script async src="${COLLECTOR}/tamtam.js" data-site="acme-www"></script>`,
  )
})

it('the module form gives createTamtam what the tag gives the script', () => {
  const { module } = write(ALL)
  const [first, ...rest] = module.split('\n')
  expect(first).toBe("import { createTamtam } from 'tamtam'")
  const calls: unknown[] = []
  runInNewContext(rest.join('\n'), { createTamtam: (options: unknown) => calls.push(options) })
  expect(calls).toEqual([{ site: 'acme-www', ...ALL }])
  expect(write({ endpoint: '/e' }).module).toContain(`endpoint: '${COLLECTOR}/e',`)
})

it('the stub keeps commands with their time, and leaves a Tamtam that is there alone', () => {
  const body = write({}).stub.replace(/^<script>|<\/script>$/g, '')
  type Page = { window: Page; tamtam?: { (...given: unknown[]): void; q: ArrayLike<unknown>[] } }
  const page = { Date } as unknown as Page
  page.window = page
  runInNewContext(body, page)
  page.tamtam?.('track', 'x')
  const [waiting] = page.tamtam?.q ?? []
  expect(Array.from(waiting ?? [])).toEqual(['track', 'x'])
  expect(waiting).toHaveProperty('atMs')
  const before = page.tamtam
  runInNewContext(body, page)
  expect(page.tamtam).toBe(before)
})

it('the policy allows script, beacons and, by its hash, the stub', () => {
  const { policy, policyOfStub, policyOfModule, stub } = write(ALL)
  expect(policy).toBe(`script-src ${COLLECTOR}; connect-src https://events.example.com`)
  expect(policyOfModule).toBe('connect-src https://events.example.com')
  const body = stub.replace(/^<script>|<\/script>$/g, '')
  const hash = createHash('sha256').update(body).digest('base64')
  expect(policyOfStub).toContain(`'sha256-${hash}'`)
})
