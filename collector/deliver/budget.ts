import type { Budget } from '../store/permits.js'

/**
 * Our part of Gong's quota: its calls in a second, which pass, and our share of its calls in a day. One call at the
 * least, since a small quota times a share comes to none, and then nothing would ever be sent and nothing would say so.
 */
export function budgetOf(quota: Budget, share: number): Budget {
  return { ...quota, callsPerDay: Math.max(1, Math.floor(quota.callsPerDay * share)) }
}
