import { expect, test, vi } from 'vitest'
import { MAX_TRACKING_ID_CHARACTERS } from '../wire/limits.js'
import type { Options } from './api.js'
import { OPTIONS, moveTo, receive, start, startWith } from './test-page.js'

/* Covers: who has come by the page's address, and what stays of it. Leaves out: routers that change it later. */

const TOKEN = 'Ab0_-'.repeat(5)

async function readFrom(query: string, options: Partial<Options> = {}) {
  moveTo('https://acme.com/' + query)
  await startWith({ trackingParams: ['a', 'c', 'b'], ...options })
  const { trackingId, linkToken } = (await receive()).events.at(-1) ?? {}
  return { trackingId, linkToken }
}

test('the first named parameter in the address that has a value wins', async () => {
  expect((await readFrom('?a=&b=2&c=3')).trackingId).toBe('2')
})

test('a list of names is an array, or a text with commas or spaces', async () => {
  for (const trackingParams of [['x', 'b'], 'x,b', 'x b', ' x , b ']) {
    expect((await readFrom('?b=2', { trackingParams })).trackingId).toBe('2')
  }
})

test('no other parameter is one', async () => {
  expect((await readFrom('?d=4&aa=5&tid=6')).trackingId).toBeUndefined()
})

test('without named parameters none is one', async () => {
  moveTo('https://acme.com/?a=1&undefined=2&null=3')
  const { startTamtam } = await import('./start.js')
  startTamtam(OPTIONS)
  expect((await receive()).events).toMatchObject([{ type: 'page_view' }])
  expect((await receive()).events[0]?.trackingId).toBeUndefined()
})

test('nothing in the id changes but its escapes: a plus stays a plus', async () => {
  expect((await readFrom('?a=ab+c/d==')).trackingId).toBe('ab+c/d==')
  expect((await readFrom('?a=ab%2Bc%2Fd%3D')).trackingId).toBe('ab+c/d=')
})

test('an id that is longer than the wire takes is no id', async () => {
  const longest = 'x'.repeat(MAX_TRACKING_ID_CHARACTERS)
  expect((await readFrom(`?a=${longest}x`)).trackingId).toBeUndefined()
  expect((await readFrom(`?a=${longest}`)).trackingId).toBe(longest)
})

test('an id with a broken escape is none, and the page is counted', async () => {
  expect((await readFrom('?a=%E0%A4%A')).trackingId).toBeUndefined()
})

test('our own token is read, and taken out of the address bar with its state kept', async () => {
  const replaceState = vi.spyOn(history, 'replaceState')
  expect((await readFrom(`?q=1&tt=${TOKEN}&a=2#top`)).linkToken).toBe(TOKEN)
  expect(location.href).toBe('https://acme.com/?q=1&a=2#top')
  expect(replaceState.mock.calls).toEqual([
    [{ of: 'the page' }, '', 'https://acme.com/?q=1&a=2#top'],
  ])
})

test('a view that begins with our token is one view', async () => {
  await readFrom('?tt=' + TOKEN, { views: 'query' })
  expect((await receive()).events.map(({ type }) => type)).toEqual(['page_view'])
})

test('somebody else’s tt is neither read nor removed', async () => {
  const replaceState = vi.spyOn(history, 'replaceState')
  for (const token of ['42', 'x'.repeat(21), 'x'.repeat(65), TOKEN + '.']) {
    expect((await readFrom('?tt=' + token)).linkToken).toBeUndefined()
    expect(location.search).toBe('?tt=' + token)
  }
  expect(replaceState).not.toHaveBeenCalled()
})

test('the site’s tracking parameters leave the address bar only where it asks for that', async () => {
  expect((await readFrom('?a=1&q=2&b=3')).trackingId).toBe('1')
  expect(location.search).toBe('?a=1&q=2&b=3')
  expect((await readFrom('?a=1&q=2&b=3', { address: 'clean' })).trackingId).toBe('1')
  expect(location.search).toBe('?q=2')
})

test('what stays of a cleaned query stays as it is written', async () => {
  await readFrom(`?q=a%20b&flag&tt=${TOKEN}&n=M%FCller&next=https://b/c`)
  expect(location.search).toBe('?q=a%20b&flag&n=M%FCller&next=https://b/c')
})

test('the id is read though the address bar cannot be cleaned', async () => {
  vi.spyOn(history, 'replaceState').mockImplementation(() => {
    throw new DOMException('', 'SecurityError')
  })
  expect(await readFrom(`?a=1&tt=${TOKEN}`)).toEqual({ trackingId: '1', linkToken: TOKEN })
})

test('the token goes with the view and with nothing before or after it', async () => {
  moveTo('https://acme.com/?tt=' + TOKEN)
  const run = await start(['reset'])
  run('track', 'x')
  const { events } = await receive()
  expect(events.map(({ type, linkToken }) => [type, linkToken])).toEqual([
    ['reset', undefined],
    ['page_view', TOKEN],
    ['custom', undefined],
  ])
})

test('after a reset the parameter in the address brings nobody back', async () => {
  const run = await start()
  run('reset')
  run('track', 'x')
  moveTo('https://acme.com/other?gong_tid=ab+c')
  const [view, , custom, , next] = (await receive()).events
  expect([view, custom, next].map((event) => event?.trackingId)).toEqual([
    'ab+c',
    undefined,
    undefined,
  ])
})
