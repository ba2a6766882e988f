import type { Hits, RulesRead, RuleSummary } from '../../operate/read-rules.js'
import { Table } from './table.js'
import { Count, Priority, Time } from './words.js'

/** All rules in their order, what they decided, and what no rule did. */
export function RuleTable({ read, nowMs }: { read: RulesRead; nowMs: number }) {
  const { rules, none, former } = read
  const others = [
    ...(rules.length > 0 || none.interactions > 0
      ? [{ name: <>no rule</>, words: 'its own title, normal priority', hits: none }]
      : []),
    ...former.map(({ match, ...hits }) => ({
      name: <code>{match}</code>,
      words: 'a rule that is configured no more',
      hits,
    })),
  ]
  return (
    <Table
      caption="Content rules in the order in which they are asked, with the interactions that they decided among the newest 20,000"
      columns={[
        { name: 'No.', is: 'number' },
        { name: 'Match', is: 'wide' },
        { name: 'A seller reads', is: 'wide' },
        'Priority',
        'Told',
        { name: 'Hits', is: 'number' },
        { name: 'Last hit', is: 'wide' },
      ]}
      rows={[
        ...rules.map((rule) => [
          rule.number,
          <>
            <code>{`${rule.origin ?? ''}${rule.match}`}</code> <Remarks rule={rule} />
          </>,
          <Reads rule={rule} />,
          <Priority of={rule.priority} />,
          <Told rule={rule} />,
          rule.hits ? <Count of={rule.hits.interactions} /> : '–',
          rule.hits && <LastHit hits={rule.hits} nowMs={nowMs} />,
        ]),
        ...others.map(({ name, words, hits }) => [
          '–',
          name,
          words,
          '–',
          '–',
          <Count of={hits.interactions} />,
          <LastHit hits={hits} nowMs={nowMs} />,
        ]),
      ]}
      empty="There are no rules: each page is told by its own title, with normal priority. Rules of the configuration file's content appear here."
    />
  )
}

function Reads({ rule: { title, labels = [], contentId } }: { rule: RuleSummary }) {
  return (
    <>
      {title ?? 'the page’s own title'}
      {labels.map((label) => (
        <>
          {' '}
          <span class="badge muted">{label}</span>
        </>
      ))}
      {contentId !== undefined && (
        <>
          {' '}
          as <code>{contentId}</code>
        </>
      )}
    </>
  )
}

const GRANULARITIES = {
  content: 'once a session and page',
  each: 'each view',
  session: 'in one digest a session',
} as const

function Told({ rule: { send, granularity, reportAs } }: { rule: RuleSummary }) {
  if (!send) return <>not sent</>
  return (
    <>
      {GRANULARITIES[granularity]}
      {reportAs !== 'digital-interaction' && `, as ${reportAs}`}
    </>
  )
}

function LastHit({ hits: { lastAtMs, title }, nowMs }: { hits: Hits; nowMs: number }) {
  if (lastAtMs === null) return <></>
  return (
    <>
      <Time atMs={lastAtMs} nowMs={nowMs} /> {title}
    </>
  )
}

function Remarks({ rule }: { rule: RuleSummary }) {
  const { shadowedBy, hits, sharesHits } = rule
  return (
    <>
      {shadowedBy !== null && (
        <>
          <span class="badge warn">never decides</span> Rule {shadowedBy} before it takes all that
          it would fit: move this one up, or remove it.{' '}
        </>
      )}
      {shadowedBy === null && hits?.interactions === 0 && (
        <>
          <span class="badge warn">no hit yet</span> Try an address of a page that it is for.{' '}
        </>
      )}
      {hits === null && 'Not counted: nothing of these pages becomes an interaction. '}
      {sharesHits && 'Counted together with the other rule of the same match. '}
    </>
  )
}
