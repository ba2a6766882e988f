import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { deliverOnce } from '../deliver/deliver-once.js'
import { ACCEPTED } from '../gong/test-gong.js'
import { systemClock } from '../lib/clock.js'
import { createTestLogger } from '../lib/test-logger.js'
import { NO_TRACING } from '../lib/tracing.js'
import type { SpooledBeacon } from '../store/spool/spooled-beacon.js'
import { bodyOf, createTestApp } from '../test-app.js'
import { openTestPipeline, QUIET_MS } from '../test-pipeline.js'
import { openTracing, type TracingDeps } from './open-tracing.js'
import { attributesOf, openReceiver } from './test-receiver.js'

afterEach(() => vi.unstubAllEnvs())

const ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT'

/** As the process opens it. The SDK reads its variables from the process's own environment. */
function open(env: Record<string, string>, changes: Partial<TracingDeps> = {}) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const { logger, lines } = createTestLogger()
  const tracing = openTracing({ env: process.env, clock: systemClock, logger, ...changes })
  return { tracing, lines }
}

const cannotLoad = () => import(String('@opentelemetry/not-installed'))

describe('off is the default', () => {
  it.each([
    ['nothing is set', {}],
    ['the endpoint is blank', { [ENDPOINT]: ' ' }],
    ['the SDK is disabled', { [ENDPOINT]: 'http://localhost:1', OTEL_SDK_DISABLED: 'true' }],
    ['traces go nowhere', { [ENDPOINT]: 'http://localhost:1', OTEL_TRACES_EXPORTER: 'none' }],
  ])('%s: the SDK is not loaded', async (_, env) => {
    const { tracing } = open(env, { load: cannotLoad })
    expect(await tracing).toBe(NO_TRACING)
    expect((await tracing).begin()).toBeUndefined()
    await (await tracing).close()
  })

  it('no file imports the SDK but where it is loaded', () => {
    const root = join(import.meta.dirname, '..')
    const files = ts.sys.readDirectory(root, ['.ts', '.tsx'], ['**/*.test.ts'])
    const importing = files.filter((file) =>
      /(from|import) '@opentelemetry/.test(readFileSync(file, 'utf8')),
    )
    expect(importing).toEqual([])
  })
})

describe('what cannot be had is said at start, by the variable', () => {
  it.each([
    [
      'without the packages',
      { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://localhost:1/v1/traces' },
      /^OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: .*npm install @opentelemetry\/api@\^1\.9\.1 @opentelemetry\/exporter-trace-otlp-http@\S+ @opentelemetry\/resources@\S+ @opentelemetry\/sdk-trace-base@\^2\.8\.0 /,
    ],
    [
      'without a scheme',
      { [ENDPOINT]: 'localhost:4318' },
      /^OTEL_EXPORTER_OTLP_ENDPOINT: expected an address such as http:/,
    ],
    [
      'by gRPC',
      { [ENDPOINT]: 'http://localhost:4317', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
      /^OTEL_EXPORTER_OTLP_PROTOCOL: expected http\/json/,
    ],
  ])('%s', async (_, env, message) => {
    const { tracing } = open(env, { load: cannotLoad })
    await expect(tracing).rejects.toThrow(message)
    await expect(tracing).rejects.toMatchObject({ name: 'ConfigError' })
  })

  it('the packages that it names are those that are declared', async () => {
    const path = join(import.meta.dirname, '../../package.json')
    const { peerDependencies } = JSON.parse(readFileSync(path, 'utf8')) as {
      peerDependencies: Record<string, string>
    }
    const { tracing } = open({ [ENDPOINT]: 'http://localhost:1' }, { load: cannotLoad })
    const message = await tracing.then(String, String)
    expect(Object.keys(peerDependencies).filter((name) => !message.includes(name))).toEqual([])
  })
})

/** A visitor who says who she is, all the way to Gong. */
async function visit(env: Record<string, string>) {
  const { tracing: opening, lines } = open(env)
  const tracing = await opening
  const { append, pipeline, turn, deliverDeps, calls } = await openTestPipeline(ACCEPTED)
  const { post } = createTestApp({
    tracing,
    spool: {
      append: (beacon) => {
        append(JSON.parse(beacon) as SpooledBeacon)
        return Promise.resolve('durable')
      },
      whyFull: () => null,
    },
  })
  const clicks = Array.from({ length: 20 }, (_, index) => anEvent('click', at(index)))
  const events = [anEvent('identify', { person: { email: 'ada@example.org' } }), ...clicks]
  const answer = await post(bodyOf(events))
  expect(answer.status).toBe(204)
  const refused = await post('{')
  expect(refused.status).toBe(400)
  const passOnce = () => pipeline(false, { tracing }).passOnce()
  await passOnce()
  turn(QUIET_MS)
  await passOnce()
  expect(await deliverOnce({ ...deliverDeps(), tracing })).toEqual({ kind: 'again' })
  expect(calls).toHaveLength(1)
  return { tracing, lines, events }
}

const at = (index: number) => ({ occurredAtMs: NOON_MS - 1000 + index })

describe('a visit is followed from beacon to call', () => {
  it('by links from the interaction, which has one trace from seal to delivery', async () => {
    const receiver = await openReceiver()
    const { tracing, events } = await visit({ [ENDPOINT]: receiver.endpoint })
    await tracing.close()

    const [accept, refused] = receiver.named('tamtam.accept')
    const traceOf = (event: WireEvent | undefined) => event?.eventId.replaceAll('-', '')
    expect(accept?.traceId).toBe(traceOf(events[0]))
    expect(accept?.links.map(({ traceId }) => traceId)).toEqual(events.slice(1, 11).map(traceOf))
    expect(attributesOf(accept ?? { attributes: [] })).toEqual({
      'tamtam.site': 'acme-www',
      'tamtam.events': 21,
      'tamtam.failed_events': 0,
      'tamtam.outcome': 'stored',
    })
    expect(attributesOf(refused ?? { attributes: [] })).toEqual({
      'tamtam.outcome': 'json_malformed',
    })
    expect(refused?.status.code).toBe(2)

    const [seal] = receiver.named('tamtam.seal')
    const [deliver] = receiver.named('tamtam.deliver')
    expect(deliver?.traceId).toBe(seal?.traceId)
    expect(seal?.links).toHaveLength(10)
    expect(seal?.links[0]).toMatchObject({ traceId: traceOf(events[1]) })
    expect(attributesOf(deliver ?? { attributes: [] })).toMatchObject({
      'tamtam.site': 'acme-www',
      'tamtam.call': 'digital-interaction',
      'tamtam.outcome': 'delivered',
      'tamtam.attempt': 1,
      'http.response.status_code': 200,
    })

    for (const name of ['forward', 'stitch', 'fold', 'assign']) {
      const [pass] = receiver.named(`tamtam.${name}`)
      expect(attributesOf(pass ?? { attributes: [] })['tamtam.moved']).toBeGreaterThan(0)
    }
    expect([...receiver.services]).toEqual(['tamtam'])
    expect(JSON.stringify(receiver.spans)).not.toMatch(/@|ada|127\.0\.0\.1|http:|https:/)
  })

  it('a link to the first event of a beacon leads to the span that accepted it', async () => {
    const receiver = await openReceiver()
    const { tracing: opening } = open({ [ENDPOINT]: receiver.endpoint })
    const tracing = await opening
    const eventId = '0190c0de-1111-7222-8333-444455556666'
    const begin = () => tracing.begin()
    begin()?.({ name: 'tamtam.accept', traceOf: eventId, isFirst: true, attributes: {} })
    begin()?.({ name: 'tamtam.seal', linkedTo: [eventId], attributes: {} })
    await tracing.close()
    const [accept] = receiver.named('tamtam.accept')
    const { traceId, spanId } = accept ?? {}
    expect(receiver.named('tamtam.seal')[0]?.links).toMatchObject([{ traceId, spanId }])
  })

  it('under the name and by the sampler of the standard variables', async () => {
    const receiver = await openReceiver()
    const endpoint = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.endpoint}/v1/traces` }
    const named = await open({ ...endpoint, OTEL_SERVICE_NAME: 'gong-of-acme' }).tracing
    named.begin()?.({ name: 'tamtam.fold', attributes: {} })
    await named.close()
    expect([...receiver.services]).toEqual(['gong-of-acme'])
    const never = await open({ ...endpoint, OTEL_TRACES_SAMPLER: 'always_off' }).tracing
    never.begin()?.({ name: 'tamtam.fold', attributes: {} })
    await never.close()
    expect(receiver.spans).toHaveLength(1)
  })
})

describe('an endpoint that takes nothing changes nothing', () => {
  it.each([
    ['nobody listens', async () => Promise.resolve('http://127.0.0.1:1')],
    ['somebody never answers', async () => (await openReceiver({ answers: false })).endpoint],
  ])(
    '%s: the visit is told, and the end comes within two seconds and a little',
    async (_, where) => {
      const { tracing, lines } = await visit({ [ENDPOINT]: await where() })
      const begunMs = performance.now()
      await tracing.close()
      expect(performance.now() - begunMs).toBeLessThan(5000)
      expect(lines).toMatchObject([{ level: 40, event: 'traces_failed', suppressed: 0 }])
    },
  )
})
