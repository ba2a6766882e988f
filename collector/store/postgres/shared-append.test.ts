import { expect, it, onTestFinished } from 'vitest'
import { openTcpProxy } from '../../../e2e/tcp-proxy.js'
import { anEvent } from '../../../wire/test-data.js'
import { createSharedAppend } from '../spool/shared-append.js'
import { aSpooledBeacon, openTestStore } from '../test-store.js'

async function openShared() {
  const { target, rows } = await openTestStore()
  const url = new URL(target)
  const proxy = await openTcpProxy(Number(url.port))
  url.port = String(proxy.port)
  let nowMs = 0
  const shared = createSharedAppend(url.href, () => nowMs)
  onTestFinished(async () => {
    await shared.close()
    await proxy.close()
  })
  return { shared, proxy, rows, turn: (ms: number) => (nowMs += ms) }
}

const texts = (count: number): string[] =>
  Array.from({ length: count }, () => JSON.stringify(aSpooledBeacon([anEvent('page_view')])))

it('what it says it has, the shared store has', async () => {
  const { shared, rows } = await openShared()
  expect(await shared.tryAppend(texts(3))).toBe(true)
  expect(await rows('events')).toHaveLength(3)
})

it('a store that does not answer costs one group the wait, and is asked again later', async () => {
  const { shared, proxy, rows, turn } = await openShared()
  expect(await shared.tryAppend(texts(1))).toBe(true)
  proxy.setMode('freeze')
  expect(await shared.tryAppend(texts(1))).toBe(false)
  proxy.setMode('pass')
  proxy.cut()
  expect(await shared.tryAppend(texts(1))).toBe(false)
  turn(5000)
  expect(await shared.tryAppend(texts(1))).toBe(true)
  expect(await rows('events')).toHaveLength(2)
})

it('an answer that is lost is a repeat for the store', async () => {
  const { shared, proxy, rows, turn } = await openShared()
  const beacons = texts(2)
  await shared.tryAppend(texts(1))
  proxy.setMode('reset')
  expect(await shared.tryAppend(beacons)).toBe(false)
  proxy.setMode('pass')
  turn(5000)
  expect(await shared.tryAppend(beacons)).toBe(true)
  expect(await rows('events')).toHaveLength(3)
})
