import type { GongCall } from '../gong/calls.js'
import type { Site } from '../lib/config-file.js'
import { PAGE_KIND } from '../store/interaction.js'
import type { Claim } from '../store/outbox.js'
import type { StoreVerbs } from '../store/store.js'
import { faultsOf, settingOf, toCall } from './to-call.js'

/** What the configuration adds to a call. */
export interface FixSetting {
  companyName: string | undefined
  sites: ReadonlyMap<string, Site>
}

/** The call to make, or what Gong's contract has against it. */
export type FixedRequest = { kind: 'call'; call: GongCall } | { kind: 'unfit'; detail: string[] }

/**
 * The call that an interaction becomes, stored before its first attempt: every later one sends the same, whatever has
 * changed in the configuration or in this program meanwhile. Within the transaction that claims it, so that nobody else
 * can have composed it otherwise.
 */
export async function fixRequest(
  tx: Pick<StoreVerbs, 'findShare' | 'keepRequest'>,
  claim: Claim,
  { companyName, sites }: FixSetting,
): Promise<FixedRequest> {
  if (claim.request !== null) {
    // Trusted: it was checked before it was stored.
    const body: unknown = JSON.parse(claim.request)
    return { kind: 'call', call: { name: claim.call, body } as GongCall }
  }
  const site = sites.get(claim.siteId)
  const shareId = site?.engagementCalls ? await findShare(tx, claim) : null
  const setting = settingOf(site, { companyName, shareId })
  const call = toCall(claim, setting)
  const detail = faultsOf(call, setting)
  if (detail.length > 0) return { kind: 'unfit', detail }
  await tx.keepRequest(claim, { call: call.name, request: JSON.stringify(call.body) })
  return { kind: 'call', call }
}

/** Asked of page views alone: of nothing else a share is answered. */
async function findShare(
  tx: Pick<StoreVerbs, 'findShare'>,
  { interactionId, content }: Claim,
): Promise<string | null> {
  const { eventType, contentId } = content
  if (eventType !== PAGE_KIND || contentId === undefined) return null
  return tx.findShare({ interactionId, contentId })
}
