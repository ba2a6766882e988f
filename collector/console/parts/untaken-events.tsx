import { safeText } from '../../explain/in-words.js'
import type { FailedExample, Untaken } from '../../operate/read-untaken.js'
import { MAX_UNTOLD_READ } from '../../store/untold.js'
import { explainPath } from './listed.js'
import { Table } from './table.js'
import { Count, Time } from './words.js'

type Counted = Untaken['drops'][number]

/** Events that no interaction tells: of nothing that is told, dropped, failed, or of people who were erased. */
export function UntakenEvents({ events, nowMs }: { events: Untaken; nowMs: number }) {
  return (
    <>
      <h2>Events that tell nothing</h2>
      <p>
        They are in the store, and no interaction comes of them: because a content rule says{' '}
        <code>send: false</code>, or for another reason below. Counted among the newest{' '}
        <Count of={MAX_UNTOLD_READ} /> events.
      </p>
      <Counts
        caption="Not told, by site and reason"
        counts={events.untold}
        nowMs={nowMs}
        empty="Every event is told, or waits. One of a page that a content rule keeps from being sent would be counted here."
      />
      <h2>Events dropped as a bot's</h2>
      <Counts
        caption="Dropped, by site and reason"
        counts={events.drops}
        nowMs={nowMs}
        empty="Nothing was dropped. Bots and link scanners are counted here, unless the site has “bots”: “keep”."
      />
      <h2>Events that failed</h2>
      <Counts
        caption="Failed, by site and reason"
        counts={events.failed}
        nowMs={nowMs}
        empty="No event failed. One that does not have the shape of its type would be kept here, as it came."
      />
      {events.failed.map((each) => (
        <details>
          <summary>
            Examples of {each.reason} on {each.siteId || 'an unknown site'}
          </summary>
          {each.examples.map((example) => (
            <Example example={example} nowMs={nowMs} />
          ))}
        </details>
      ))}
      <h2>Events of people who were erased</h2>
      <Counts
        caption="Removed, by site and reason"
        counts={events.erased}
        nowMs={nowMs}
        empty="No event came of anybody who was erased."
      />
    </>
  )
}

function Counts({
  caption,
  counts,
  nowMs,
  empty,
}: {
  caption: string
  counts: readonly Counted[]
  nowMs: number
  empty: string
}) {
  return (
    <Table
      caption={caption}
      columns={[
        'site',
        'reason',
        { name: 'events', is: 'number' },
        { name: 'last', is: 'time' },
        { name: 'why', is: 'wide' },
      ]}
      rows={counts.map(({ siteId, reason, events, lastAtMs, words }) => [
        siteId || 'unknown',
        <code>{reason}</code>,
        <Count of={events} />,
        <Time atMs={lastAtMs} nowMs={nowMs} />,
        words,
      ])}
      empty={empty}
    />
  )
}

function Example({ example, nowMs }: { example: FailedExample; nowMs: number }) {
  const { receivedAtMs, detail, body } = example
  const id = eventIdIn(body)
  return (
    <div class="box">
      <p>
        <Time atMs={receivedAtMs} nowMs={nowMs} />: {safeText(detail)}{' '}
        {id && <a href={explainPath(id)}>Explain it</a>}
      </p>
      <pre class="wrap" tabindex={0} role="region" aria-label="The event as it came">
        {safeText(body)}
      </pre>
    </div>
  )
}

/** By which it can be asked for; null where it has none that could be one. */
function eventIdIn(body: string): string | null {
  try {
    const event: unknown = JSON.parse(body)
    const hasId = typeof event === 'object' && event !== null && 'eventId' in event
    return hasId && typeof event.eventId === 'string' && event.eventId !== '' ? event.eventId : null
  } catch {
    // What came need not be JSON.
    return null
  }
}
