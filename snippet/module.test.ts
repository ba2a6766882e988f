import { expect, test, vi } from 'vitest'
import {
  OPTIONS,
  bodies,
  dispatch,
  moveTo,
  page,
  receiveOf,
  receiveTypes,
  storage,
} from './test-page.js'

/* Covers: what the module has beyond the script: its end, and no browser. Leaves out: the built bundle. */

test('stop sends what waits, and nothing happens afterwards', async () => {
  const { createTamtam } = await import('./module.js')
  const tamtam = createTamtam(OPTIONS)
  await vi.advanceTimersByTimeAsync(300)
  tamtam.track('x')
  tamtam.stop()
  expect(bodies).toHaveLength(1)
  tamtam.track('y')
  moveTo('https://acme.com/other')
  dispatch('pagehide')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await receiveTypes()).toEqual(['page_view', 'custom', 'page_leave'])
})

test('stop leaves no timer behind, though the page has no Navigation API', async () => {
  Object.assign(page, { navigation: undefined })
  const { createTamtam } = await import('./module.js')
  const tamtam = createTamtam(OPTIONS)
  await vi.advanceTimersByTimeAsync(300)
  tamtam.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(vi.getTimerCount()).toBe(0)
})

test('after a stop another one may be made', async () => {
  const { createTamtam } = await import('./module.js')
  for (const name of ['first', 'second']) {
    const tamtam = createTamtam(OPTIONS)
    tamtam.track(name)
    await vi.advanceTimersByTimeAsync(300)
    tamtam.stop()
  }
  expect(await receiveOf('custom')).toMatchObject([{ name: 'first' }, { name: 'second' }])
})

test('one that is stopped before it began leaves nothing behind for the next', async () => {
  const { createTamtam } = await import('./module.js')
  createTamtam(OPTIONS).stop()
  createTamtam(OPTIONS)
  await vi.advanceTimersByTimeAsync(300)
  expect(await receiveTypes()).toEqual(['page_view'])
})

test('one that is stopped before it began tells nothing of the view before', async () => {
  const { createTamtam } = await import('./module.js')
  const first = createTamtam(OPTIONS)
  await vi.advanceTimersByTimeAsync(5_000)
  first.stop()
  createTamtam(OPTIONS).stop()
  expect(await receiveTypes()).toEqual(['page_view', 'page_leave'])
})

test('what waits for consent when one is stopped is not the next one’s', async () => {
  const { createTamtam } = await import('./module.js')
  const first = createTamtam({ ...OPTIONS, consent: 'required' })
  await vi.advanceTimersByTimeAsync(300)
  first.track('first')
  first.stop()
  createTamtam(OPTIONS)
  await vi.advanceTimersByTimeAsync(300)
  expect(await receiveTypes()).toEqual(['page_view'])
})

test('outside a browser every command of the module comes to nothing', async () => {
  vi.stubGlobal('document', undefined)
  const { createTamtam } = await import('./module.js')
  const tamtam = createTamtam(OPTIONS)
  tamtam.track('x')
  tamtam.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([bodies, storage]).toEqual([[], {}])
})
