import type { ConfigFile } from '../lib/config-file.js'

/** What may be sent in any 24 hours of people of whom nobody is certain. */
export interface SelfReportedBudget {
  /** Of one whom neither the site's server nor a signed token has named. */
  perPersonPerDay: number
  /** Of all together whom pages alone name, or networks. */
  perDay: number
}

/**
 * Of the calls that we allow ourselves in a day. One at the least unless none is wanted, since a small quota times a
 * share comes to none, and then nothing would ever be sent and nothing would say so.
 */
export function selfReportedBudget(
  callsPerDay: number,
  { selfReportedShare, maxPerPersonPerDay }: ConfigFile['budget'],
): SelfReportedBudget {
  const share = Math.floor(callsPerDay * selfReportedShare)
  return {
    perPersonPerDay: maxPerPersonPerDay,
    perDay: selfReportedShare === 0 ? 0 : Math.max(1, share),
  }
}
