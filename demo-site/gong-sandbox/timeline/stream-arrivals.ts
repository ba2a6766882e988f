import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { createAcceptedCalls } from '../accepted-calls.js'

/** Proxies and browsers give up on a silent connection after a minute at the earliest. */
const HEARTBEAT_MS = 20_000

/**
 * Tells the page that something has arrived, by the number of calls accepted so far. Calls that arrive while the
 * last message is still being written are told in one.
 */
export function streamArrivals(c: Context, accepted: ReturnType<typeof createAcceptedCalls>) {
  return streamSSE(c, async (stream) => {
    let wake = () => {}
    const forget = accepted.onAccepted(() => wake())
    stream.onAbort(() => wake())
    while (!stream.aborted && !stream.closed) {
      await stream.writeSSE({ event: 'arrivals', data: String(accepted.counts().accepted) })
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, HEARTBEAT_MS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    forget()
  })
}
