import { toDigitalInteraction } from '../deliver/to-digital-interaction.js'
import { digitalInteraction } from '../gong/digital-interaction.js'
import type { InteractionRecord } from '../store/records.js'
import type { Assurance, Who } from '../store/who.js'
import type { Decision } from '../enrich/decide-who.js'
import type { ExplainSetting } from './explain.js'
import type { RequestStory } from './explanation.js'

/** The call that was made of an interaction, or that would be made of it if it were sent now. */
export function explainRequest(
  record: InteractionRecord,
  { companyName, sites, decision }: RequestSetting,
): RequestStory {
  if (record.request !== null) {
    return { kind: 'fixed', call: JSON.parse(record.request) as object } // Checked before it was stored.
  }
  const { gongEventId, content } = record
  if (gongEventId === null || content === null) return { kind: 'none' }
  // As delivery reads it: a site that has left the configuration since is not known to be open.
  const identity = sites.get(record.siteId)?.identity ?? 'labelled'
  const compose = ({ who, assurance }: Named) =>
    toDigitalInteraction(
      { ...record, ...UNCLAIMED, gongEventId, content, who, assurance },
      { companyName, identity },
    )
  const { who, assurance } = record
  const decided = decision?.kind === 'send' ? decision : null
  const named = who && assurance ? { who, assurance } : decided
  if (!named) {
    const call: object = { ...compose(NOBODY), trackingId: undefined }
    return { kind: 'without person', call }
  }
  const call = compose(named)
  const issues = digitalInteraction.safeParse(call).error?.issues ?? []
  return {
    kind: 'would be',
    call,
    issues: issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
  }
}

type RequestSetting = Pick<ExplainSetting, 'companyName' | 'sites'> & { decision: Decision | null }

interface Named {
  who: Who
  assurance: Assurance
}

/** Stands in where nobody is known, and is left out again: no key of JSON is undefined. */
const NOBODY: Named = { who: { kind: 'tracked', trackingId: '' }, assurance: 'corroborated' }

/** What a claim adds, of which the call says nothing. */
const UNCLAIMED = { laneKey: '', fence: 0 }
