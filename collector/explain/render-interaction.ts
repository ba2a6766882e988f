import { SHARE_KIND, type SharedContent } from '../store/interaction.js'
import type { AttemptStory, InteractionStory } from './explanation.js'
import { timeInWords } from './in-words.js'
import { renderBlock, type Fact } from './render-block.js'
import { identityFacts } from './render-identity.js'

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

function stateInWords({
  state,
  reason,
  endedAtMs,
  requestId,
  laneDueAtMs,
}: InteractionStory): string {
  return [
    state,
    ...(endedAtMs === null ? [] : [timeInWords(endedAtMs)]),
    ...(requestId === null ? [] : [`Gong's requestId ${requestId}`]),
    ...(reason ? [`${reason.code}: ${reason.words}`] : []),
    ...(laneDueAtMs === null ? [] : [`its person's turn is from ${timeInWords(laneDueAtMs)} on`]),
  ].join(', ')
}

/** Whose it is: a visitor's by what pages have told, or a seller's, who has sent it to people. */
function whoseFacts(story: InteractionStory): Fact[] {
  const { anonymousId, sessionId, eventCount, content } = story
  const at = timeInWords(story.firstOccurredAtMs)
  if (!isShare(story)) {
    return [
      ['visitor', `${anonymousId}, session ${sessionId}`],
      ['happened', `${at}, told by ${counted(eventCount, 'event')}`],
    ]
  }
  const recipients = content?.share?.recipients.map(recipientInWords) ?? []
  return [
    ['share', anonymousId],
    ['recipients', recipients.length === 0 ? 'not kept any more' : recipients],
    ['happened', at],
  ]
}

function recipientInWords({ person }: SharedContent['recipients'][number]): string {
  const address = person.email ?? person.phoneNumber ?? 'without an address'
  return person.name ? `${person.name} <${address}>` : address
}

/** The kind of a stored row may be it, though no stage knows it. */
function isShare({ kind }: { kind: string }): boolean {
  return kind === SHARE_KIND
}

function digestFacts({ digest }: InteractionStory): Fact[] {
  if (!digest) return []
  const { interactionId, state } = digest
  return [['told by', `interaction ${interactionId}, ${state ?? 'which is not kept any more'}`]]
}

function ruleInWords({ rule, priority }: InteractionStory): string {
  return `${rule ?? 'none matched'}, priority ${priority}`
}

function personFacts(story: InteractionStory): Fact[] {
  const { person, decision, identity } = story
  // Nobody came: who got it was said by whoever sent it.
  if (isShare(story) && person) return [['under', personInWords(person)]]
  if (!person) return [...decisionFacts(decision), ...identityFacts(identity)]
  const isSame = identity.alias?.whoKey === person.laneKey
  const now = isSame ? identityFacts(identity) : changed(identity)
  return [['under', personInWords(person)], ...now]
}

function personInWords(person: NonNullable<InteractionStory['person']>): string {
  const { who, assurance, laneKey, sinceMs } = person
  const name = laneKey ?? (who.kind === 'tracked' ? `tracking:${who.trackingId}` : 'a person')
  const since = sinceMs === null ? '' : `, given ${timeInWords(sinceMs)}`
  return `${name}, ${assurance}${since}`
}

function decisionFacts(decision: InteractionStory['decision']): Fact[] {
  if (!decision) return []
  const words =
    decision.kind === 'send'
      ? `${decision.laneKey}, ${decision.assurance}, if it were asked now`
      : `nobody: it would be ${decision.kind === 'hold' ? 'held' : 'given up'} now, ${decision.reason.code}`
  return [['under', words]]
}

/** What is sent never changes its person, whatever is learnt later. */
function changed(identity: InteractionStory['identity']): Fact[] {
  return identityFacts(identity).map(([label, value]) => [`by now: ${label}`, value])
}

function attemptLines({ attempts }: InteractionStory): string[] {
  return attempts.length === 0 ? ['none'] : attempts.flatMap(attemptInWords)
}

function attemptInWords(attempt: AttemptStory): string[] {
  const { startedAtMs, durationMs, outcome, status, reason, requestId, errors } = attempt
  const first = [
    `${timeInWords(startedAtMs)}: ${outcome}`,
    `${status ?? 'no answer'} after ${durationMs} ms`,
    ...(requestId === null ? [] : [`requestId ${requestId}`]),
    ...(reason ? [`${reason.code}: ${reason.words}`] : []),
  ]
  return [first.join(', '), ...errors.map((error) => `  ${error}`)]
}

function callLines({ request, endedAtMs }: InteractionStory): string[] {
  const would = endedAtMs === null ? 'as it would be sent' : 'never made; it would have been'
  switch (request.kind) {
    case 'none':
      return ['not composed: its content is fixed when it is sealed']
    case 'fixed':
      return [`${request.name}, as each attempt sends it:`, ...linesOf(request.call)]
    case 'without person':
      return [`${request.name}, ${would}, once its person was known:`, ...linesOf(request.call)]
    case 'would be':
      return [
        ...request.issues.map((issue) => `does not fit Gong's contract: ${issue}`),
        `${request.name}, ${would}:`,
        ...linesOf(request.call),
      ]
  }
}

const linesOf = (call: object): string[] => JSON.stringify(call, null, 2).split('\n')

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
