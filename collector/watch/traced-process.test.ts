import { expect, it } from 'vitest'
import { startProcess } from '../test-process.js'
import { attributesOf, openReceiver } from './test-receiver.js'

const ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT'

it('each thread sends what it traces', async () => {
  const receiver = await openReceiver()
  const env = { [ENDPOINT]: receiver.endpoint, OTEL_BSP_SCHEDULE_DELAY: '20' }
  const { post } = await startProcess({ env })
  expect(await post()).toBe(204)
  await receiver.arrived('tamtam.accept', 'tamtam.forward', 'tamtam.stitch', 'tamtam.fold')
})

it('what was traced last is sent before the process ends', async () => {
  const receiver = await openReceiver()
  const { child, ended, post } = await startProcess({ env: { [ENDPOINT]: receiver.endpoint } })
  expect(await post()).toBe(204)
  child.kill('SIGTERM')
  // 1 would be the end by force.
  expect(await ended).toBe(0)
  const [accept] = receiver.named('tamtam.accept')
  expect(attributesOf(accept ?? { attributes: [] })).toMatchObject({ 'tamtam.events': 1 })
})

it.each([
  ['nobody listens', () => Promise.resolve('http://127.0.0.1:1')],
  ['somebody never answers', async () => (await openReceiver({ answers: false })).endpoint],
])('%s to it: beacons are taken, and the process ends by itself', async (_, where) => {
  const env = { [ENDPOINT]: await where() }
  const { child, ended, post } = await startProcess({ env })
  expect(await post()).toBe(204)
  child.kill('SIGTERM')
  // 1 would be the end by force.
  expect(await ended).toBe(0)
})
