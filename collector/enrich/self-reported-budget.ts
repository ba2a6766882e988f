import type { ConfigFile } from '../lib/config-file.js'
import type { Share } from '../store/self-reported.js'

/** What may be sent in any 24 hours of people of whom nobody is certain. */
export interface SelfReportedBudget {
  /** Of one whom neither the site's server nor a signed token has named. */
  perPersonPerDay: number
  /** Of all together that take of one share. */
  perDay: Readonly<Record<Share, number>>
}

/**
 * Of the calls that we allow ourselves in a day. One at the least unless none is wanted, since a small quota times a
 * share comes to none, and then nothing would ever be sent and nothing would say so.
 */
export function selfReportedBudget(
  callsPerDay: number,
  { selfReportedShare, trackedShare, maxPerPersonPerDay }: ConfigFile['budget'],
): SelfReportedBudget {
  const callsOf = (share: number) =>
    share === 0 ? 0 : Math.max(1, Math.floor(callsPerDay * share))
  return {
    perPersonPerDay: maxPerPersonPerDay,
    perDay: {
      self_reported_share: callsOf(selfReportedShare),
      tracked_share: callsOf(trackedShare),
    },
  }
}
