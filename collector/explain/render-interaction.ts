import { attemptInWords, callInWords } from './call-in-words.js'
import type { InteractionStory } from './explanation.js'
import { timeInWords } from './in-words.js'
import {
  digestFacts,
  personFacts,
  ruleInWords,
  stateInWords,
  whoseFacts,
} from './interaction-facts.js'
import { renderBlock, type Fact } from './render-block.js'

/** An interaction from its first event to Gong's answer. */
export function renderInteraction(story: InteractionStory): string {
  const { interactionId, kind, content, part, siteId } = story
  const name = content ? `${content.eventType}, ${JSON.stringify(content.title)}` : kind
  return renderBlock(`Interaction ${interactionId}: ${name}, of site ${siteId}`, [
    ['state', stateInWords(story)],
    ...story.detail.map((words): Fact => ['detail', words]),
    ...digestFacts(story),
    ['about', `${story.contentKey}${part > 1 ? `, part ${part}` : ''}`],
    ...whoseFacts(story),
    ['opened', timeInWords(story.openedAtMs)],
    [
      story.state === 'open' ? 'to be sealed' : 'sealed',
      `once past ${timeInWords(story.sealDueAtMs)}`,
    ],
    ...(content ? [['rule', ruleInWords(story)] satisfies Fact] : []),
    ...personFacts(story),
    ...(story.gongEventId === null ? [] : [['id at Gong', story.gongEventId] satisfies Fact]),
    ['attempts', attemptLines(story)],
    ['call', callLines(story)],
  ])
}

function attemptLines({ attempts }: InteractionStory): string[] {
  return attempts.length === 0 ? ['none'] : attempts.flatMap(attemptInWords)
}

function callLines(story: InteractionStory): string[] {
  const { request } = story
  const json = request.kind === 'none' ? [] : JSON.stringify(request.call, null, 2).split('\n')
  return [...callInWords(story), ...json]
}
