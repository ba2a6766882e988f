import type { EventInBrief, Explanation, FailedEventStory } from './explanation.js'
import { timeInWords } from './in-words.js'
import { renderBlock } from './render-block.js'
import { renderEvent } from './render-event.js'
import { renderInteraction } from './render-interaction.js'

/** An explanation for people: a block each for the event and the interaction, a line a fact. */
export function renderExplanation(explanation: Explanation): string {
  switch (explanation.kind) {
    case 'event': {
      const { event, interaction } = explanation
      const blocks = [renderEvent(event), ...(interaction ? [renderInteraction(interaction)] : [])]
      return blocks.join('\n\n')
    }
    case 'interaction': {
      const { interaction, events } = explanation
      const blocks = [
        renderInteraction(interaction),
        // A share has none.
        ...(interaction.content?.share ? [] : [renderEvents(events)]),
      ]
      return blocks.join('\n\n')
    }
    case 'failed event':
      return renderFailed(explanation.failedEvent)
  }
}

function renderEvents(events: readonly EventInBrief[]): string {
  if (events.length === 0) return 'Its events are not kept any more.'
  return renderBlock(
    'Its events, as they happened',
    events.map(({ occurredAtMs, type, eventId }) => [
      timeInWords(occurredAtMs),
      `${type} ${eventId}`,
    ]),
  )
}

function renderFailed(failed: FailedEventStory): string {
  const { siteId, beaconId, index, receivedAtMs, reason, detail, body } = failed
  return renderBlock(
    `Failed event of site ${siteId || '(unknown)'}: kept for its reason, and told to nobody`,
    [
      ['received', timeInWords(receivedAtMs)],
      ['beacon', `${beaconId}, its event ${index}`],
      ['reason', `${reason.code}: ${reason.words}`],
      ['detail', detail],
      ['as it came', body],
    ],
  )
}
