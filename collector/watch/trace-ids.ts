import { randomBytes } from 'node:crypto'
import type { Span } from '../lib/tracing.js'

/** Of a span or of what a link leads to: 32 and 16 hexadecimal digits. https://www.w3.org/TR/trace-context/#traceparent-header */
export interface TraceIds {
  traceId: string
  spanId: string
}

/** Minted anew where the UUID cannot be one, as of zeros alone. Only the first span's id follows from its trace's. */
export function idsOf({ traceOf, isFirst }: Pick<Span, 'traceOf' | 'isFirst'>): TraceIds {
  const ids = traceOf === undefined ? null : firstIdsOf(traceOf)
  const { traceId, spanId } = ids ?? { traceId: newId(16), spanId: newId(8) }
  return { traceId, spanId: isFirst ? spanId : newId(8) }
}

/** Where a link to the trace of a UUID leads; null where it can lead nowhere. */
export function firstIdsOf(uuid: string): TraceIds | null {
  const traceId = uuid.replaceAll('-', '').toLowerCase()
  const spanId = traceId.slice(16)
  return /^[0-9a-f]{32}$/.test(traceId) && !/^0+$/.test(spanId) ? { traceId, spanId } : null
}

function newId(bytes: number): string {
  return randomBytes(bytes).toString('hex')
}
