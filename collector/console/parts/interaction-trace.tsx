import type { Child } from 'hono/jsx'
import { attemptInWords } from '../../explain/call-in-words.js'
import type { EventInBrief, InteractionStory } from '../../explain/explanation.js'
import { safeText, timeInWords } from '../../explain/in-words.js'
import { personFacts, stateInWords } from '../../explain/interaction-facts.js'
import type { Fact } from '../../explain/render-block.js'
import { countInWords } from '../../operate/redrive-in-words.js'
import { CallStep } from './call-step.js'
import { ContentStep } from './content-step.js'
import { FactList } from './fact-list.js'
import { ExplainLink, explainPath } from './listed.js'
import { Step, Trace } from './trace.js'

/** An interaction from its first event to Gong's answer; without `events` they are asked for by its number. */
export function InteractionTrace({
  story,
  events,
}: {
  story: InteractionStory
  events?: readonly EventInBrief[]
}) {
  const { interactionId, kind, content, siteId } = story
  const name = content ? `${content.eventType}, “${content.title}”` : kind
  return (
    <section>
      <h2>
        Interaction {interactionId} of {siteId}: {safeText(name)}
      </h2>
      <p>{safeText(stateInWords(story))}</p>
      <Trace>
        {/* A share has none. */}
        {!content?.share && (
          <Step title="Its events">
            {events ? (
              <Events events={events} />
            ) : (
              <p>
                <a href={explainPath(interactionId)}>
                  All of its {countInWords(story.eventCount, 'event')}
                </a>
              </p>
            )}
          </Step>
        )}
        <ContentStep story={story} />
        <Step title="Whom it is told of">
          <FactList facts={personFacts(story)} />
        </Step>
        <CallStep story={story} />
        <Step title="Attempts">
          <Attempts story={story} />
        </Step>
        <Step title="What came of it">
          <FactList facts={endFacts(story)} />
          {story.digest && (
            <p>
              It is told together with others by interaction{' '}
              <ExplainLink id={story.digest.interactionId} />,{' '}
              {story.digest.state ?? 'which is not kept any more'}.
            </p>
          )}
        </Step>
      </Trace>
    </section>
  )
}

function Events({ events }: { events: readonly EventInBrief[] }) {
  if (events.length === 0) return <p>They are not kept any more.</p>
  return (
    <ul class="plain">
      {events.map(({ eventId, type, occurredAtMs }) => (
        <li>
          {timeInWords(occurredAtMs)}: {type} <ExplainLink id={eventId} />
        </li>
      ))}
    </ul>
  )
}

function Attempts({ story: { attempts } }: { story: InteractionStory }) {
  if (attempts.length === 0) return <p>None was made.</p>
  return (
    <ul class="plain">
      {attempts.map((attempt) => (
        <li>
          {attemptInWords(attempt).map((line): Child => (
            <div>{safeText(line).trimStart()}</div>
          ))}
        </li>
      ))}
    </ul>
  )
}

function endFacts(story: InteractionStory): Fact[] {
  const { gongEventId, requestId, detail, reason } = story
  return [
    ['state', story.state],
    ...(reason ? [['reason', `${reason.code}: ${reason.words}`] satisfies Fact] : []),
    ...(detail.length > 0 ? [['detail', detail] satisfies Fact] : []),
    ...(story.endedAtMs === null ? [] : [['ended', timeInWords(story.endedAtMs)] satisfies Fact]),
    ...(story.laneDueAtMs === null
      ? []
      : [['next turn', `from ${timeInWords(story.laneDueAtMs)} on`] satisfies Fact]),
    ['id at Gong', gongEventId ?? 'none yet'],
    ['requestId', requestId ?? 'none: Gong has not taken it'],
  ]
}
