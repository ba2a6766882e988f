import type { Clock } from '../lib/clock.js'
import type { Span, Tracing } from '../lib/tracing.js'
import type { Sdk } from './open-tracing.js'
import { firstIdsOf, idsOf, type TraceIds } from './trace-ids.js'

const SERVICE_NAME = 'tamtam'

/** More would make a page that was away for an hour a span of a hundred links. */
const MAX_LINKS = 10

const CLOSE_MS = 2000

/** Spans of this thread, sent in batches by the SDK: bounded, and dropped when nobody takes them. */
export function createTracing(
  sdk: Sdk,
  { clock, say }: { clock: Clock; say: (message: string) => void },
): Tracing {
  const { api, trace } = sdk
  // The SDK asks for both ids while it begins a span, before anything else can.
  let next: TraceIds = idsOf({})
  const provider = new trace.BasicTracerProvider({
    resource: resourceOf(sdk),
    spanProcessors: [new trace.BatchSpanProcessor(new sdk.OTLPTraceExporter())],
    idGenerator: { generateTraceId: () => next.traceId, generateSpanId: () => next.spanId },
  })
  const tracer = provider.getTracer(SERVICE_NAME)

  function keep(span: Span, times: { startTime: number; endTime: number }): void {
    next = idsOf(span)
    const links = (span.linkedTo ?? []).slice(0, MAX_LINKS).flatMap((uuid) => {
      const ids = firstIdsOf(uuid)
      return ids ? [{ context: { ...ids, traceFlags: api.TraceFlags.SAMPLED } }] : []
    })
    const { startTime, endTime } = times
    const options = { root: true, startTime, attributes: span.attributes, links }
    const kept = tracer.startSpan(span.name, options, api.ROOT_CONTEXT)
    if (span.failed) kept.setStatus({ code: api.SpanStatusCode.ERROR })
    kept.end(endTime)
  }

  return {
    begin() {
      const startTime = clock()
      const begunMs = performance.now()
      return (span) => {
        keep(span, { startTime, endTime: startTime + performance.now() - begunMs })
      }
    },
    async close() {
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise<void>((_, reject) => {
        const end = (): void => reject(new Error(`given up at the end, after ${CLOSE_MS} ms`))
        timer = setTimeout(end, CLOSE_MS)
      })
      await Promise.race([provider.shutdown(), patience]).catch((error: unknown) => {
        say(String(error))
      })
      clearTimeout(timer)
    },
  }
}

/** By OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES, where they are set. */
function resourceOf({ resources }: Sdk) {
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources
  return defaultResource()
    .merge(resourceFromAttributes({ 'service.name': SERVICE_NAME }))
    .merge(detectResources({ detectors: [envDetector] }))
}
