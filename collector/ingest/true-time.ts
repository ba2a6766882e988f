/** A beacon is not under way for longer, but on the worst of networks. */
export const MAX_TRAVEL_MS = 5000

/**
 * When an event really happened. The page's clock may be wrong by hours, but it was as wrong when the beacon left as
 * when the event occurred, so the event's age is right: receivedAtMs - (sentAtMs - occurredAtMs). A clock that differs
 * by no more than a beacon may have been under way is taken to be right instead: corrected by the travel of its beacon,
 * a click could come after the view that it led to. An event is never in the future.
 */
export function trueTimeMs({
  receivedAtMs,
  sentAtMs,
  occurredAtMs,
}: {
  receivedAtMs: number
  sentAtMs: number
  occurredAtMs: number
}): number {
  const isRight = Math.abs(receivedAtMs - sentAtMs) <= MAX_TRAVEL_MS
  const trueMs = isRight ? occurredAtMs : receivedAtMs - (sentAtMs - occurredAtMs)
  return Math.max(0, Math.min(receivedAtMs, trueMs))
}
