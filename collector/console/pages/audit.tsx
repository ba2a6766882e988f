import { MAX_AUDIT_SEARCHED, readAuditPage, type AuditPage } from '../../operate/read-audit.js'
import { definePage } from '../page.js'
import { TextField } from '../parts/field.js'
import { Table } from '../parts/table.js'
import { withQuery } from '../parts/with-query.js'
import { Time } from '../parts/words.js'
import { queryNumber } from '../query-number.js'

const SHOWN = 100
const MAX_SHOWN = 10_000
const NEWEST = { pathname: '/audit.csv' }

/** Who did what here and at the command line. */
export const auditPage = definePage<AuditPage>({
  path: '/audit',
  title: 'Audit',
  read: ({ verbs, query }) =>
    readAuditPage(verbs, {
      limit: queryNumber(query('limit'), { min: 1, max: MAX_SHOWN }) ?? SHOWN,
      beforeId: queryNumber(query('before'), { min: 0, max: Number.MAX_SAFE_INTEGER }),
      search: query('search'),
    }),
  View: ({ data: { entries, nextBeforeId }, nowMs, url }) => (
    <>
      <h1>Audit</h1>
      <p>
        What operators did or tried, in this console, by its API and at the command line, the newest
        first. People stand here by a hash or a mask, never by their address.
      </p>
      <form class="bar" method="get" action="/audit" role="search" aria-label="Audit">
        <TextField
          name="search"
          label="What, who, or of what or whom has"
          value={url.searchParams.get('search') ?? ''}
        />
        <button>Show</button>
      </form>
      <Table
        caption="Entries, newest first, all times UTC"
        columns={[
          { name: 'When', is: 'time' },
          'Who',
          'What',
          { name: 'Of what or whom', is: 'wide' },
          { name: 'Detail', is: 'wide' },
        ]}
        rows={entries.map(({ atMs, actor, action, target, detail }) => [
          <Time atMs={atMs} nowMs={nowMs} />,
          actor,
          <Action name={action} />,
          target === '' ? '–' : target,
          <Detail of={detail} />,
        ])}
        empty={
          url.searchParams.get('search')?.trim()
            ? `Nothing fits among ${MAX_AUDIT_SEARCHED.toLocaleString('en-US')} entries${nextBeforeId === null ? '' : ': look among the older ones below'}.`
            : url.searchParams.has('before')
              ? 'There is nothing older.'
              : 'Nobody has done anything yet. Signing in, redriving, erasing, exporting and downloading a table are written down here.'
        }
      />
      <ul class="plain inline">
        {url.searchParams.has('before') && (
          <li>
            <a href={withQuery(url, { before: null })}>Newest</a>
          </li>
        )}
        {nextBeforeId !== null && (
          <li>
            <a href={withQuery(url, { before: nextBeforeId })}>Older</a>
          </li>
        )}
        {entries.length > 0 && (
          <li>
            <a
              href={withQuery(
                { ...NEWEST, search: url.search },
                { before: null, limit: MAX_SHOWN },
              )}
            >
              Download the newest {MAX_SHOWN.toLocaleString('en-US')} as CSV
            </a>
          </li>
        )}
      </ul>
    </>
  ),
  csv: ({ entries }) => ({
    columns: ['auditId', 'at', 'actor', 'action', 'target', 'detail'],
    rows: entries.map(({ auditId, atMs, actor, action, target, detail }) => [
      auditId,
      new Date(atMs).toISOString(),
      actor,
      action,
      target,
      JSON.stringify(detail),
    ]),
  }),
})

/** By its code, which programs look for; what was refused stands out. */
function Action({ name }: { name: string }) {
  const words = name.replaceAll('_', ' ')
  return name.endsWith('_refused') ? <span class="badge bad">{words}</span> : <>{words}</>
}

/** A line each; what has names of its own is flat: `removed events: 2`. */
function Detail({ of }: { of: Record<string, unknown> }) {
  const lines = flat(of)
  if (lines.length === 0) return <>–</>
  return (
    <ul class="plain detail">
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
}

function flat(value: object, before = ''): string[] {
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) => {
    const path = before + name.replaceAll('_', ' ')
    if (Array.isArray(each)) return [`${path}: ${each.map(inWords).join(', ') || 'none'}`]
    if (typeof each === 'object' && each !== null) return flat(each, `${path}, `)
    return [`${path}: ${inWords(each)}`]
  })
}

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
