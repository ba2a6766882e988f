import { readShed } from '../../operate/read-shed.js'
import { readUntaken } from '../../operate/read-untaken.js'
import { readListAsked } from '../list-asked.js'
import { definePage } from '../page.js'
import { ExplainLink, howMany, Person, ReasonLink, Title, totalOf } from '../parts/listed.js'
import { ReasonFilter } from '../parts/reason-filter.js'
import { Table } from '../parts/table.js'
import { UntakenEvents } from '../parts/untaken-events.js'
import { Count, Time } from '../parts/words.js'

/** What was given up or never taken, with its reasons. */
export const shedPage = definePage({
  path: '/shed',
  title: 'Shed',
  read: async ({ verbs, query }) => ({
    ...(await readShed(verbs, readListAsked(query))),
    events: await readUntaken(verbs),
  }),
  csv: ({ interactions }) => ({
    columns: COLUMNS,
    rows: interactions.map((each) => [
      each.interactionId,
      new Date(each.happenedAtMs).toISOString(),
      each.endedAtMs === null ? null : new Date(each.endedAtMs).toISOString(),
      each.reason,
      each.siteId,
      each.person,
      each.title ?? each.kind,
    ]),
  }),
  View: ({ data, nowMs, url, config }) => (
    <>
      <h1>Shed</h1>
      <p>
        Interactions that were given up and are never sent, and events that tell nothing or were
        never taken: nothing goes without a reason. What was given up is kept for{' '}
        {config.retention.interactionDays} days.
      </p>
      <h2>Interactions given up</h2>
      {data.isCut && (
        <p>Of the newest {data.countedUpTo.toLocaleString('en-US')}; more were given up.</p>
      )}
      <Table
        caption="Given up, by reason"
        columns={['reason', { name: 'given up', is: 'number' }, { name: 'why', is: 'wide' }]}
        rows={data.counts.map(({ reason, interactions, words }) => [
          <ReasonLink path="/shed" reason={reason} />,
          <Count of={interactions} />,
          words,
        ])}
        empty="Nothing was given up. What is held for too long, or what the budget has no call for, would be here."
      />
      {data.counts.length > 0 && (
        <>
          <h3>Which they are</h3>
          <ReasonFilter url={url} counts={data.counts} />
          <Table
            caption={howMany(data.interactions.length, { url, total: totalOf(data.counts, url) })}
            columns={[
              { name: 'number', is: 'number' },
              { name: 'title', is: 'wide' },
              'reason',
              'person',
              'site',
              { name: 'happened', is: 'time' },
              { name: 'given up', is: 'time' },
            ]}
            rows={data.interactions.map((shed) => [
              <ExplainLink id={shed.interactionId} />,
              <Title of={shed} />,
              <code>{shed.reason}</code>,
              <Person of={shed.person} />,
              shed.siteId,
              <Time atMs={shed.happenedAtMs} nowMs={nowMs} />,
              shed.endedAtMs === null ? '' : <Time atMs={shed.endedAtMs} nowMs={nowMs} />,
            ])}
            empty="Nothing that was given up fits: ask for another reason or text."
          />
        </>
      )}
      <UntakenEvents events={data.events} nowMs={nowMs} />
    </>
  ),
})

const COLUMNS = ['number', 'happened', 'given up', 'reason', 'site', 'person', 'title'] as const
