import { readHeld, type HeldBrief } from '../../operate/read-held.js'
import { readListAsked } from '../list-asked.js'
import { definePage } from '../page.js'
import {
  ExplainLink,
  howMany,
  ReasonLink,
  SiteLink,
  Title,
  totalOf,
  Visitor,
} from '../parts/listed.js'
import { ReasonFilter } from '../parts/reason-filter.js'
import { Table } from '../parts/table.js'
import { Count, Time } from '../parts/words.js'

/** What waits for a person or for room, and what would let it go. */
export const heldPage = definePage({
  path: '/held',
  title: 'Held',
  read: ({ verbs, config, query }) => readHeld(verbs, config, readListAsked(query)),
  csv: ({ interactions }) => ({
    columns: COLUMNS,
    rows: interactions.map((each) => [
      each.interactionId,
      new Date(each.sinceMs).toISOString(),
      new Date(each.keptUntilMs).toISOString(),
      each.reason,
      each.heldBy,
      each.siteId,
      each.anonymousId,
      each.title ?? each.kind,
    ]),
  }),
  View: ({ data, nowMs, url, config }) => (
    <>
      <h1>Held</h1>
      <p>
        Interactions that wait: until somebody is known to tell them of, or until there is room in
        the budget. Each is kept for {config.hold.days} days after it happened (
        <code>hold.days</code>) and is then given up: the page Shed counts it.
      </p>
      {data.isCut && (
        <p>Of the newest {data.countedUpTo.toLocaleString('en-US')}; more are held.</p>
      )}
      <Table
        caption="Held, by reason"
        columns={['reason', { name: 'held', is: 'number' }, { name: 'released', is: 'wide' }]}
        rows={data.counts.map(({ reason, interactions, releasedBy }) => [
          <ReasonLink path="/held" reason={reason} />,
          <Count of={interactions} />,
          releasedBy,
        ])}
        empty="Nothing is held. What visitors do waits here as long as nobody knows who they are."
      />
      {data.counts.length > 0 && (
        <>
          <h2>Which they are</h2>
          <ReasonFilter url={url} counts={data.counts} />
          <Table
            caption={howMany(data.interactions.length, { url, total: totalOf(data.counts, url) })}
            columns={[
              { name: 'number', is: 'number' },
              { name: 'title', is: 'wide' },
              'held for',
              'site',
              'visitor',
              { name: 'since, and kept until', is: 'time' },
            ]}
            rows={data.interactions.map((held) => [
              <ExplainLink id={held.interactionId} />,
              <Title of={held} />,
              <HeldFor held={held} />,
              <SiteLink siteId={held.siteId} config={config} />,
              <Visitor id={held.anonymousId} />,
              <>
                <Time atMs={held.sinceMs} nowMs={nowMs} />
                <div class="muted">
                  <Time atMs={held.keptUntilMs} nowMs={nowMs} />
                </div>
              </>,
            ])}
            empty="Nothing that is held fits: ask for another reason or text."
          />
        </>
      )}
    </>
  ),
})

const COLUMNS = [
  'number',
  'since',
  'kept until',
  'reason',
  'held by',
  'site',
  'visitor',
  'title',
] as const

/** The reason, and the setting that it comes from. */
function HeldFor({ held: { reason, heldBy } }: { held: HeldBrief }) {
  return (
    <>
      <code>{reason}</code>
      {heldBy && <div class="muted">by {heldBy}</div>}
    </>
  )
}
