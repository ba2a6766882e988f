import { readAuditPage, type AuditPage } from '../../operate/read-audit.js'
import { definePage } from '../page.js'
import { Table } from '../parts/table.js'
import { withQuery } from '../parts/with-query.js'
import { Time } from '../parts/words.js'
import { queryNumber } from '../query-number.js'

const SHOWN = 100
const MAX_SHOWN = 10_000

/** Who did what here and at the command line. */
export const auditPage = definePage<AuditPage>({
  path: '/audit',
  title: 'Audit',
  read: ({ verbs, query }) =>
    readAuditPage(verbs, {
      limit: queryNumber(query('limit'), { min: 1, max: MAX_SHOWN }) ?? SHOWN,
      beforeId: queryNumber(query('before'), { min: 0, max: Number.MAX_SAFE_INTEGER }),
    }),
  View: ({ data: { entries, nextBeforeId }, nowMs, url }) => (
    <>
      <h1>Audit</h1>
      <p>
        What operators did or tried, in this console, by its API and at the command line, the newest
        first. People stand here by a hash or a mask, never by their address.
      </p>
      <Table
        caption={`Entries, newest first, all times UTC`}
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
          inWords(detail) || '–',
        ])}
        empty={
          url.searchParams.has('before')
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
            <a href={`/audit.csv?limit=${MAX_SHOWN}`}>
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

function inWords(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
}
