import { expect, test } from 'vitest'
import { moveTo, receive, start, startWith, storage } from './test-page.js'

/* Covers: what becomes of an event's fields, and whose a view's last figures are. */

test('what a page hands over is copied at once, before consent too', async () => {
  const run = await startWith({ consent: 'required' })
  const given = { seats: 1 }
  run('track', 'first', given)
  given.seats = 2
  run('track', 'second', given)
  run('consent', 'granted')
  const { events } = await receive()
  expect(events.slice(1)).toMatchObject([
    { properties: { seats: 1 } },
    { properties: { seats: 2 } },
  ])
})

test('the last figures of a view go under the session in which it began', async () => {
  const run = await start(['identify', { email: 'ada@acme.com' }])
  run('reset')
  run('track', 'nobody’s')
  moveTo('https://acme.com/next')
  const { events } = await receive()
  const sessionOf = (name: string) => events.find(({ type }) => type === name)?.sessionId
  expect(sessionOf('page_leave')).toBe(sessionOf('page_view'))
  expect(sessionOf('custom')).not.toBe(sessionOf('page_view'))
})

test('where another tab has deleted the visitor, nothing is recorded any more', async () => {
  const run = await start()
  await receive()
  delete storage.tamtam
  window.dispatchEvent(Object.assign(new Event('storage'), { key: 'tamtam', newValue: null }))
  run('track', 'x')
  expect((await receive()).events).toHaveLength(1)
  expect(storage).toEqual({})
})
