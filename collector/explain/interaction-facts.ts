import { SHARE_KIND, type SharedContent } from '../store/interaction.js'
import type { InteractionStory } from './explanation.js'
import { timeInWords } from './in-words.js'
import type { Fact } from './render-block.js'
import { identityFacts } from './render-identity.js'

/** Where it stands, since when, and why. */
export function stateInWords({
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
export function whoseFacts(story: InteractionStory): Fact[] {
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

/** What tells it together with others. */
export function digestFacts({ digest }: InteractionStory): Fact[] {
  if (!digest) return []
  const { interactionId, state } = digest
  return [['told by', `interaction ${interactionId}, ${state ?? 'which is not kept any more'}`]]
}

/** Which content rule decided about it. */
export function ruleInWords({ rule, priority }: InteractionStory): string {
  return `${rule ?? 'none matched'}, priority ${priority}`
}

/** Under whom it is told, or would be, and who the visitor was. */
export function personFacts(story: InteractionStory): Fact[] {
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

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
