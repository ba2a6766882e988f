import { expect, test, vi } from 'vitest'
import type { WireEvent } from '../wire/event.js'
import { dispatch, moveTo, page, receive, receiveOf, receiveTypes } from './test-page.js'
import { start, startWith } from './test-page.js'

/* Covers: where one view ends and the next begins. Leaves out: real histories and the back/forward cache. */

function places(events: WireEvent[]): string[] {
  return events.map(({ page }) => page.url.replace('https://acme.com', ''))
}

test('a change of path is a view of its own, a change of query or fragment is none', async () => {
  await start()
  moveTo('https://acme.com/?q=1#top')
  moveTo('https://acme.com/pricing')
  await vi.advanceTimersByTimeAsync(100)
  document.title = 'Pricing'
  const { events } = await receive()
  expect(events).toMatchObject([
    { type: 'page_view', page: { title: 'Home' } },
    { type: 'page_leave', page: { title: 'Home' } },
    {
      type: 'page_view',
      page: {
        url: 'https://acme.com/pricing',
        title: 'Pricing',
        referrer: 'https://acme.com/?utm_source=mail',
      },
    },
  ])
  const [first, leave, second] = events.map(({ page }) => page.viewId)
  expect(leave).toBe(first)
  expect(second).not.toBe(first)
})

test('where the address is only looked at, a view keeps its title when the next one has set its own', async () => {
  Object.assign(page, { navigation: undefined })
  await start()
  await vi.advanceTimersByTimeAsync(1_000)
  vi.stubGlobal('location', new URL('https://acme.com/pricing'))
  document.title = 'Pricing'
  const { events } = await receive()
  expect(events.map(({ type, page }) => [type, page.title])).toEqual([
    ['page_view', 'Home'],
    ['page_leave', 'Home'],
    ['page_view', 'Pricing'],
  ])
})

test('query and fragment make views where the site says so', async () => {
  await startWith({ views: 'query,hash', keepParams: 'q' })
  moveTo('https://acme.com/?q=1')
  moveTo('https://acme.com/?q=1#/team')
  moveTo('https://acme.com/?q=1#/team')
  expect(places(await receiveOf('page_view'))).toEqual(['/', '/?q=1', '/?q=1#/team'])
})

test('the page command counts a view of the same address', async () => {
  const run = await start()
  run('page')
  const views = await receiveOf('page_view')
  expect(views).toHaveLength(2)
  expect(views[1]?.page.url).toBe(views[0]?.page.url)
  expect(views[1]?.page.viewId).not.toBe(views[0]?.page.viewId)
})

test('a page that comes back from the back/forward cache is viewed again, one that loads is not', async () => {
  await start()
  dispatch('pageshow', { persisted: false })
  dispatch('pageshow', { persisted: true })
  expect(await receiveTypes()).toEqual(['page_view', 'page_leave', 'page_view'])
})

test('an element in the place of the title leaves the title empty', async () => {
  Object.assign(document, { title: { id: 'a form' } })
  await start()
  expect((await receive()).events).toMatchObject([{ type: 'page_view', page: { title: '' } }])
})

test('without the Navigation API, or with an element in its place, views are found by looking', async () => {
  Object.assign(page, { navigation: new EventTarget() })
  await start()
  vi.stubGlobal('location', new URL('https://acme.com/pricing'))
  expect(places(await receiveOf('page_view'))).toEqual(['/?utm_source=mail', '/pricing'])
})

test('a canonical link is told where it is another address, of the path with which the page was loaded', async () => {
  const link = { href: 'https://acme.com/home?utm_source=x&session=1#top' }
  Object.assign(document, { querySelector: () => link })
  await start()
  moveTo('https://acme.com/pricing')
  link.href = 'https://acme.com/'
  moveTo('https://acme.com/?q=1')
  moveTo('https://acme.com/team')
  moveTo('https://acme.com/')
  link.href = 'https://elsewhere.example/home'
  moveTo('https://acme.com/team')
  moveTo('https://acme.com/')
  const views = await receiveOf('page_view')
  expect(views.map(({ page }) => page.canonicalUrl)).toEqual([
    'https://acme.com/home?utm_source=x',
    // A router that has left the link behind would have every page be this one.
    undefined,
    // The same as the address.
    undefined,
    undefined,
    undefined,
    undefined,
    'https://elsewhere.example/home',
  ])
})

test.each([
  ['none', () => null],
  ['one that leads nowhere', () => ({ href: 'http://' })],
  ['an element in the place of the method', {}],
])('of canonical links there is %s: nothing is told of one', async (_, querySelector) => {
  Object.assign(document, { querySelector })
  await start()
  const [view] = await receiveOf('page_view')
  expect(view?.page).not.toHaveProperty('canonicalUrl')
})
