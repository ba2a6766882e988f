import type { SealedContent } from '../../store/interaction.js'
import type { ReportCall } from '../../store/tables.js'
import type { EntryKind, Sentence } from './entry.js'

/** What a seller reads of an interaction, in the words in which Gong's local stand-in shows it. */
export function describe(
  content: SealedContent,
  call: ReportCall,
): { kind: EntryKind; sentence: Sentence } {
  const { eventType, numeric, step, search, share, title } = content
  const about = (before: string, after = ''): Sentence => ({ before, title, after })
  if (share) {
    const { name, email } = share.sharer ?? {}
    const sharer = name ?? email
    return { kind: 'share', sentence: about('was sent', sharer ? `by ${sharer}` : '') }
  }
  if (call === 'content-viewed') return { kind: 'page', sentence: about('viewed the shared') }
  if (step) {
    const number = step.availableSteps.indexOf(step.value) + 1
    const count = number > 0 ? ` (${number} of ${step.availableSteps.length})` : ''
    return { kind: 'step', sentence: about(`reached step “${step.value}”${count} of`) }
  }
  if (search) return { kind: 'search', sentence: about(`searched for “${search.name}” on`) }
  if (numeric?.numericType === 'PERCENTAGE') {
    const isPlayed = /video|audio/.test(eventType)
    const verb = isPlayed ? 'watched' : 'got through'
    return { kind: 'video', sentence: about(`${verb} ${numeric.value} % of`) }
  }
  if (numeric) {
    return { kind: 'rating', sentence: about('rated', `${numeric.value} of ${numeric.rangeTo}`) }
  }
  const known = Object.hasOwn(KNOWN, eventType) ? KNOWN[eventType] : undefined
  return known
    ? { kind: known.kind, sentence: about(known.before) }
    : { kind: 'other', sentence: about(`· ${eventType}:`) }
}

/** Whatever else a page calls its events is shown in its own words. */
const KNOWN: Partial<Record<string, { kind: EntryKind; before: string }>> = {
  'page viewed': { kind: 'page', before: 'viewed' },
  'pages viewed': { kind: 'page', before: '' },
  'video watched': { kind: 'video', before: 'watched' },
  'link clicked': { kind: 'click', before: 'clicked the link' },
  'button clicked': { kind: 'click', before: 'clicked the button' },
  'file downloaded': { kind: 'download', before: 'downloaded' },
  'form submitted': { kind: 'form', before: 'submitted the form' },
}
