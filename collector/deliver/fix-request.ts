import { digitalInteraction, type DigitalInteraction } from '../gong/digital-interaction.js'
import type { Site } from '../lib/config-file.js'
import type { Claim } from '../store/outbox.js'
import type { Store } from '../store/store.js'
import { toDigitalInteraction } from './to-digital-interaction.js'

export interface FixDeps {
  store: Store
  companyName: string | undefined
  sites: ReadonlyMap<string, Site>
}

/** The call to make, or what Gong's contract has against it. */
export type FixedRequest =
  { kind: 'request'; request: DigitalInteraction } | { kind: 'unfit'; detail: string[] }

/**
 * The call that an interaction becomes, stored before its first attempt: every later one sends the same, whatever has
 * changed in the configuration or in this program meanwhile.
 */
export async function fixRequest(claim: Claim, deps: FixDeps): Promise<FixedRequest> {
  if (claim.request !== null) {
    // Trusted: it was checked before it was stored.
    return { kind: 'request', request: JSON.parse(claim.request) as DigitalInteraction }
  }
  const { companyName, sites } = deps
  // A site that has left the configuration since is not known to be open.
  const identity = sites.get(claim.siteId)?.identity ?? 'labelled'
  const checked = digitalInteraction.safeParse(
    toDigitalInteraction(claim, { companyName, identity }),
  )
  if (!checked.success) {
    const detail = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return { kind: 'unfit', detail }
  }
  await deps.store.keepRequest(claim, JSON.stringify(checked.data))
  return { kind: 'request', request: checked.data }
}
