import { faultsOf, settingOf, toCall } from '../deliver/to-call.js'
import { CALLS } from '../gong/calls.js'
import type { InteractionRecord } from '../store/records.js'
import type { ReportCall } from '../store/tables.js'
import type { Assurance, Who } from '../store/who.js'
import type { Decision } from '../enrich/decide-who.js'
import type { ExplainSetting } from './explain.js'
import type { RequestStory } from './explanation.js'

/**
 * The call that was made of an interaction, or that would be made of it if it were sent now. Whether a page view answers
 * a share is looked up as its call is fixed: until then it is shown as a view that answers none.
 */
export function explainRequest(
  record: InteractionRecord,
  { companyName, sites, decision }: RequestSetting,
): RequestStory {
  if (record.request !== null) {
    const call = JSON.parse(record.request) as object // Checked before it was stored.
    return { kind: 'fixed', ...nameOf(record.call), call }
  }
  const { gongEventId, content } = record
  if (gongEventId === null || content === null) return { kind: 'none' }
  const setting = settingOf(sites.get(record.siteId), { companyName, shareId: null })
  const compose = ({ who, assurance }: Named) =>
    toCall({ ...record, gongEventId, content, who, assurance }, setting)
  const { who, assurance } = record
  const decided = decision?.kind === 'send' ? decision : null
  const named = who && assurance ? { who, assurance } : decided
  if (!named) {
    const { name, body } = compose(NOBODY)
    const call: object = { ...body, trackingId: undefined }
    return { kind: 'without person', ...nameOf(name), call }
  }
  const call = compose(named)
  const issues = faultsOf(call, setting)
  return { kind: 'would be', ...nameOf(call.name), call: call.body, issues }
}

function nameOf(name: ReportCall): { name: string; endpoint: string } {
  const { method, path } = CALLS[name]
  return { name, endpoint: `${method} ${path}` }
}

type RequestSetting = Pick<ExplainSetting, 'companyName' | 'sites'> & { decision: Decision | null }

interface Named {
  who: Who
  assurance: Assurance
}

/** Stands in where nobody is known, and is left out again: no key of JSON is undefined. */
const NOBODY: Named = { who: { kind: 'tracked', trackingId: '' }, assurance: 'corroborated' }
