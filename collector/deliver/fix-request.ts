import type { GongCall } from '../gong/calls.js'
import type { Site } from '../lib/config-file.js'
import { PAGE_KIND } from '../store/interaction.js'
import type { Claim } from '../store/outbox.js'
import type { Store } from '../store/store.js'
import { faultsOf, settingOf, toCall } from './to-call.js'

export interface FixDeps {
  store: Store
  companyName: string | undefined
  sites: ReadonlyMap<string, Site>
}

/** The call to make, or what Gong's contract has against it. */
export type FixedRequest = { kind: 'call'; call: GongCall } | { kind: 'unfit'; detail: string[] }

/**
 * The call that an interaction becomes, stored before its first attempt: every later one sends the same, whatever has
 * changed in the configuration or in this program meanwhile.
 */
export async function fixRequest(claim: Claim, deps: FixDeps): Promise<FixedRequest> {
  if (claim.request !== null) {
    // Trusted: it was checked before it was stored.
    const body: unknown = JSON.parse(claim.request)
    return { kind: 'call', call: { name: claim.call, body } as GongCall }
  }
  const { companyName, sites, store } = deps
  const site = sites.get(claim.siteId)
  const shareId = site?.engagementCalls ? await findShare(claim, store) : null
  const setting = settingOf(site, { companyName, shareId })
  const call = toCall(claim, setting)
  const detail = faultsOf(call, setting)
  if (detail.length > 0) return { kind: 'unfit', detail }
  await store.keepRequest(claim, { call: call.name, request: JSON.stringify(call.body) })
  return { kind: 'call', call }
}

/** Asked of page views alone: of nothing else a share is answered. */
async function findShare(
  { interactionId, content }: Claim,
  store: Pick<Store, 'findShare'>,
): Promise<string | null> {
  const { eventType, contentId } = content
  if (eventType !== PAGE_KIND || contentId === undefined) return null
  return store.findShare({ interactionId, contentId })
}
