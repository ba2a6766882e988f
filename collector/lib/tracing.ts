/** A piece of work that somebody may look at later, in the trace of what it was done for. */
export interface Span {
  name: `tamtam.${'accept' | 'forward' | 'stitch' | 'fold' | 'seal' | 'assign' | 'deliver'}`
  /**
   * A UUID, whose 128 bits are the id of the trace: so an event or an interaction is followed over threads, machines and
   * days, and nothing is stored for it. Without one the span is alone in a trace of its own.
   */
  traceOf?: string | undefined
  /** The one span that others' links into this trace lead to. */
  isFirst?: boolean
  /** UUIDs of further traces that it belongs to; the first ten count. */
  linkedTo?: readonly string[]
  /** Counts, codes and names of ours: nothing that a page sent but ids, and nothing about a person. */
  attributes: Readonly<Record<string, string | number | boolean>>
  failed?: boolean
}

export interface Tracing {
  /**
   * Begins now. What it gives ends and keeps the span; not to call it keeps nothing. Undefined while nobody traces, so
   * that `end?.({ … })` costs nothing. None of these throws or waits.
   */
  begin: () => ((span: Span) => void) | undefined
  /** Sends what is left, for two seconds at most; then it is given up. Never rejects. */
  close(): Promise<void>
}

export const NO_TRACING: Tracing = { begin: () => undefined, close: () => Promise.resolve() }
