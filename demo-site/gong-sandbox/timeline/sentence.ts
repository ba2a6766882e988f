import type { DigitalInteraction } from '../contract/digital-interaction.js'
import type { EntryKind, Sentence } from './entry.js'

/** The words of a row without its subject: “watched 60 % of”, ‘Product tour’. */
export function describeInteraction(interaction: DigitalInteraction): {
  kind: EntryKind
  sentence: Sentence
} {
  const { eventType, content } = interaction
  const { numericContentDetails: figure, stepContentDetails: step } = content
  const { searchObjectDetails: search } = content
  const about = (before: string, after = ''): Sentence => ({
    before,
    title: content.contentTitle,
    after,
  })

  if (step) {
    const number = step.availableSteps.indexOf(step.value) + 1
    const count = number > 0 ? ` (${number} of ${step.availableSteps.length})` : ''
    return { kind: 'step', sentence: about(`reached step “${step.value}”${count} of`) }
  }
  if (search) {
    return { kind: 'search', sentence: about(`searched for “${search.name}” on`) }
  }
  if (figure?.numericType === 'PERCENTAGE' && figure.value !== undefined) {
    const verb = /video|audio/.test(eventType) ? 'watched' : 'got through'
    return { kind: 'video', sentence: about(`${verb} ${figure.value} % of`) }
  }
  if (figure?.value !== undefined && figure.numericType !== undefined) {
    return { kind: 'rating', sentence: about('rated', `${figure.value} of ${figure.rangeTo}`) }
  }
  return known(eventType, about) ?? { kind: 'other', sentence: about(`· ${eventType}:`) }
}

/** The event types that Tamtam itself sends; any other is shown in the sender's words. */
function known(
  eventType: string,
  about: (before: string) => Sentence,
): { kind: EntryKind; sentence: Sentence } | null {
  switch (eventType) {
    case 'page viewed':
      return { kind: 'page', sentence: about('viewed') }
    case 'pages viewed':
      return { kind: 'page', sentence: about('') }
    case 'video watched':
      return { kind: 'video', sentence: about('watched') }
    case 'link clicked':
      return { kind: 'click', sentence: about('clicked the link') }
    case 'button clicked':
      return { kind: 'click', sentence: about('clicked the button') }
    case 'file downloaded':
      return { kind: 'download', sentence: about('downloaded') }
    case 'form submitted':
      return { kind: 'form', sentence: about('submitted the form') }
    default:
      return null
  }
}
