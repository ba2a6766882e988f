import type { Config } from '../config.js'

interface Held {
  siteId: string
  reason: string | null
}

/** The setting that keeps an interaction back, as it is now; null where none does. */
export function heldBy(
  { siteId, reason }: Held,
  { sites, budget }: Pick<Config, 'sites' | 'budget'>,
): string | null {
  switch (reason) {
    case 'identity_unproven': {
      const site = sites.find((each) => each.siteId === siteId)
      // A site that has left the configuration is held to the strictest.
      return site
        ? `"identity": "${site.identity}" of ${siteId}`
        : `${siteId} is not in the configuration`
    }
    case 'person_cap':
      return `"budget.maxPerPersonPerDay": ${budget.maxPerPersonPerDay}`
    case 'self_reported_share':
      return `"budget.selfReportedShare": ${budget.selfReportedShare}`
    case 'tracked_share':
      return `"budget.trackedShare": ${budget.trackedShare}`
    default:
      return null
  }
}
