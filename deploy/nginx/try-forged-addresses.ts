import { ORIGIN } from '../../bench/beacon-text.js'
import { createVisitor } from './ask.js'
import { COLLECTOR_HOST } from './start-nginx.js'

/** Past what three collectors let one address send at once. */
const REQUESTS = 2000
const AT_ONCE = 20

/**
 * One visitor floods, and claims in X-Forwarded-For to be another each time: it has to be slowed down as the one that it
 * is. Gives how many of its requests were; throws when none was.
 */
export async function tryForgedAddresses(port: number): Promise<{ sent: number; slowed: number }> {
  const visitor = createVisitor({ address: '127.0.2.1', host: COLLECTOR_HOST, port })
  let next = 0
  let slowed = 0
  const flood = async (): Promise<void> => {
    while (next < REQUESTS) {
      const claim = `203.0.${next >> 8}.${next & 255}`
      next++
      const headers = { Origin: ORIGIN, 'X-Forwarded-For': claim }
      if ((await visitor.post({ body: '{}', headers })).status === 429) slowed++
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, flood))
  visitor.close()
  if (slowed === 0) throw new Error('a forged X-Forwarded-For went past the rate limit')
  return { sent: REQUESTS, slowed }
}
