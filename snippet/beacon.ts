/** Below the collector's 64 KiB and the browser's keepalive quota. */
export const MAX_BEACON_BYTES = 60_000
export const MAX_BEACON_EVENTS = 100

/**
 * The body of a beacon with as many of the serialised events, from the first, as it may carry: 100 at most, fewer
 * until it has 60,000 bytes at most. A single larger event goes alone, and the collector refuses it alone. `head` is
 * the serialised envelope without events.
 */
export function packBeacon(
  head: string,
  events: readonly string[],
): { body: string; bytes: number; count: number } {
  const packed = events.slice(0, MAX_BEACON_EVENTS)
  // Joined by hand: old Prototype.js gives arrays a toJSON that turns them into strings.
  const body = `${head.slice(0, -1)},"events":[${packed.join()}]}`
  const bytes = new Blob([body]).size
  const count = packed.length
  return bytes > MAX_BEACON_BYTES && count > 1
    ? packBeacon(head, packed.slice(0, Math.ceil(((count - 1) * MAX_BEACON_BYTES) / bytes)))
    : { body, bytes, count }
}
