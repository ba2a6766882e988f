import type { Budget } from '../deliver/budget.js'
import { rateShareAt } from '../deliver/rate-share.js'
import { timeInWords } from '../explain/in-words.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import type { Store } from '../store/store.js'
import { findOtherHalt } from './find-other-halt.js'
import { fail, pass, warn, type Verdict } from './check.js'

interface DeliveryDeps {
  store: Store
  /** Of the sign-in: a halt is of it alone. */
  credential: string
  /** Whether Gong has just let us in and write. */
  isLetIn: boolean
  budget: Budget
}

/**
 * How delivery stands by the store. One that was halted goes on when Gong lets us in again; a collector that was halted
 * for another sign-in goes on with this one only when it is started with it.
 */
export async function checkDelivery(deps: DeliveryDeps): Promise<Verdict[]> {
  const { store, credential, isLetIn } = deps
  const own = await checkOwn(deps)
  if (!isLetIn) return [own]
  const other = await findOtherHalt(store, { credential, nowMs: await store.nowMs() })
  if (!other) return [own]
  const since = timeInWords(other.haltedAtMs)
  const found = `halted for another sign-in since ${since} (${other.reason}): a collector that has that one sends nothing`
  return [own, warn(found, 'start the collector with this one, unless it has it already')]
}

async function checkOwn(deps: DeliveryDeps): Promise<Verdict> {
  const { store, credential, isLetIn, budget } = deps
  const halt = await store.readHalt(credential)
  if (halt && isLetIn) {
    await store.resume(credential)
    return pass(
      `halted since ${timeInWords(halt.haltedAtMs)} (${halt.reason}), and resumed just now: a collector that runs goes on within seconds`,
    )
  }
  if (halt) {
    return fail(
      `halted since ${timeInWords(halt.haltedAtMs)} (${halt.reason}): nothing is sent, nothing is lost`,
      `${ERROR_CODES[halt.reason]} When doctor finds them good it resumes delivery.`,
    )
  }
  const nowMs = await store.nowMs()
  const destination = await store.readDestination()
  if (destination.blockedUntilMs > nowMs) {
    return warn(
      `no calls before ${timeInWords(destination.blockedUntilMs)}: Gong failed, or asked us to wait`,
      'nothing: it goes on by itself',
    )
  }
  const share = rateShareAt(destination, nowMs)
  if (share < 1) {
    return warn(
      `slowed to ${Math.round(100 * share)} % of our calls in a second, since Gong asked us to wait`,
      "nothing: it recovers in a quarter of an hour; if it comes back, leave the company's other integrations more (GONG_CALLS_PER_SECOND)",
    )
  }
  const { inDay } = await store.readSpent(nowMs, [])
  const spent = inDay.high + inDay.normal + inDay.low
  return pass(`not halted; ${spent} of our ${budget.callsPerDay} calls in 24 hours are spent`)
}
