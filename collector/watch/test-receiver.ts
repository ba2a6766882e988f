import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** As in https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding, as far as tests look at it. */
export interface ReceivedSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: { key: string; value: Record<string, unknown> }[]
  links: { traceId: string; spanId: string }[]
  status: { code: number }
}

interface Body {
  resourceSpans: {
    resource: { attributes: ReceivedSpan['attributes'] }
    scopeSpans: { spans: ReceivedSpan[] }[]
  }[]
}

/** Takes spans over HTTP as JSON, at `/v1/traces` of a free port. `answers: false` takes them in and stays silent. */
export async function openReceiver({ answers = true } = {}) {
  const spans: ReceivedSpan[] = []
  const services = new Set<unknown>()
  const arrivals = new EventEmitter()
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      // By our own exporter.
      for (const { resource, scopeSpans } of (body as Body).resourceSpans) {
        services.add(attributesOf(resource)['service.name'])
        spans.push(...scopeSpans.flatMap((scope) => scope.spans))
      }
      arrivals.emit('spans')
      if (answers) response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const named = (name: string) => spans.filter((span) => span.name === name)
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    services,
    named,
    /** Once a span of each of these names is here. */
    async arrived(...names: string[]): Promise<void> {
      while (names.some((name) => named(name).length === 0)) await once(arrivals, 'spans')
    },
  }
}

/** The one value of each. */
export function attributesOf({
  attributes,
}: Pick<ReceivedSpan, 'attributes'>): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}
