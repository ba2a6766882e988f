import type { StoreToRead } from '../../store/open-to-read.js'

/** Which events to replay: those from `fromSeq` up to `lastSeq`, in order of arrival. */
export interface Span {
  fromSeq: number
  lastSeq: number
  /** When the first of them was received. */
  startMs: number
}

/** The events received since `sinceMs`; null when there are none. By halving, since they are in order of arrival. */
export async function findSpan(source: StoreToRead, sinceMs: number): Promise<Span | null> {
  const arrival = (seq: number) => source.read((verbs) => verbs.readArrival(seq))
  const lastSeq = await source.read((verbs) => verbs.readLastSeq())
  let low = 0
  let high = lastSeq + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const found = await arrival(middle)
    if (!found || found.receivedAtMs >= sinceMs) high = middle
    else low = found.seq + 1
  }
  const first = await arrival(low)
  return first && first.seq <= lastSeq
    ? { fromSeq: first.seq, lastSeq, startMs: first.receivedAtMs }
    : null
}
