import type { Config } from '../../config.js'
import { identityLabel } from '../../deliver/identity-label.js'
import { callOf, settingOf } from '../../deliver/to-call.js'
import { spanInWords } from '../../explain/in-words.js'
import { reasonOf } from '../../explain/reason.js'
import type { CustomField, SealedContent } from '../../store/interaction.js'
import type { InteractionRecord } from '../../store/records.js'
import { describe } from './describe.js'
import type { Chip, EntryState, TimelineEntry } from './entry.js'

type EntryConfig = Pick<Config, 'sites' | 'companyName'>

/** Null of what is not sealed yet, or is in no state that a timeline shows. */
export function toEntry(record: InteractionRecord, config: EntryConfig): TimelineEntry | null {
  const { content, assurance, reason } = record
  const state = stateOf(record)
  if (!content || !state) return null
  const site = config.sites.find(({ siteId }) => siteId === record.siteId)
  const setting = settingOf(site, { companyName: config.companyName, shareId: null })
  const { numeric, device, contentUrl } = content
  // Fixed before the first attempt; until then as it would be now.
  const isFixed = record.request !== null || record.who === null
  const call = isFixed ? record.call : callOf({ content, who: record.who ?? NOBODY }, setting)
  return {
    interactionId: record.interactionId,
    siteId: record.siteId,
    state,
    occurredAtMs: content.occurredAtMs,
    ...describe(content, call),
    percent: numeric?.numericType === 'PERCENTAGE' ? numeric.value : null,
    chips: chipsOf(content, assurance && identityLabel(assurance, setting.identity)),
    device: device ?? null,
    url: contentUrl ?? null,
    assurance,
    priority: record.priority,
    call,
    attempts: record.attempts,
    requestId: record.requestId,
    reason: reason === null ? null : reasonOf(reason),
  }
}

const NOBODY = { kind: 'tracked', trackingId: '' } as const

function stateOf({ state }: InteractionRecord): EntryState | null {
  switch (state) {
    case 'pending':
      return 'waiting'
    case 'delivered':
    case 'held':
      return state
    case 'open':
    case 'sealed':
    case 'folded':
    case 'dead':
    case 'shed':
      return null
  }
}

function chipsOf(
  { labels = [], customFields, share }: SealedContent,
  label: string | null,
): Chip[] {
  const [, ...others] = share?.recipients ?? []
  const alsoTo = others.map(({ person }) => person.name ?? person.email ?? '').filter(Boolean)
  return [
    ...labels.map((value) => ({ name: null, value })),
    ...(share?.subject ? [{ name: 'Subject', value: share.subject }] : []),
    ...(alsoTo.length > 0 ? [{ name: 'Also to', value: alsoTo.join(', ') }] : []),
    ...customFields.map(toChip),
    ...(label === null ? [] : [{ name: 'Identity', value: label }]),
  ]
}

function toChip({ name, value, dataType }: CustomField): Chip {
  switch (dataType) {
    case 'DURATION':
      return { name, value: spanInWords(Number(value) * 1000) }
    case 'BOOLEAN':
      return { name, value: value === 'true' ? 'yes' : 'no' }
    case 'STRING':
    case 'NUMBER':
    case 'URL':
      return { name, value }
  }
}
