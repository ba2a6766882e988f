import type { InteractionStory } from '../../explain/explanation.js'
import { safeText, timeInWords } from '../../explain/in-words.js'
import { ruleInWords, whoseFacts } from '../../explain/interaction-facts.js'
import type { Fact } from '../../explain/render-block.js'
import type { SealedContent } from '../../store/interaction.js'
import { FactList } from './fact-list.js'
import { SafeLink } from './safe-link.js'
import { Step } from './trace.js'

/** What an interaction is about, and what decided how it is told. */
export function ContentStep({ story }: { story: InteractionStory }) {
  const { content, contentKey, part, state } = story
  return (
    <Step title="What it tells">
      <FactList
        facts={[
          ['about', `${contentKey}${part > 1 ? `, part ${part}` : ''}`],
          ...whoseFacts(story),
          ['opened', timeInWords(story.openedAtMs)],
          [
            state === 'open' ? 'to be sealed' : 'sealed',
            `once past ${timeInWords(story.sealDueAtMs)}`,
          ],
          ...(content
            ? [['rule', ruleInWords(story)] satisfies Fact, ...contentFacts(content)]
            : []),
        ]}
      />
      {content?.contentUrl !== undefined && (
        <p>
          <SafeLink href={content.contentUrl}>{safeText(content.contentUrl)}</SafeLink>
        </p>
      )}
    </Step>
  )
}

function contentFacts({ title, labels = [], numeric, customFields }: SealedContent): Fact[] {
  return [
    ['title', title],
    ...(labels.length > 0 ? [['labels', labels.join(', ')] satisfies Fact] : []),
    ...(numeric
      ? [
          [
            'figure',
            `${numeric.value} of ${numeric.rangeFrom} to ${numeric.rangeTo}, ${numeric.numericType}`,
          ] satisfies Fact,
        ]
      : []),
    // Gong takes durations as whole seconds.
    ...customFields.map(({ name, value, dataType }): Fact => [
      name,
      dataType === 'DURATION' ? `${value} s` : value,
    ]),
  ]
}
