import { readTimeline, type Timeline } from '../../operate/timeline/read-timeline.js'
import { definePage, type Ask, type Shown } from '../page.js'
import { AssuranceLegend } from '../parts/assurance-legend.js'
import { TimelineBar } from '../parts/timeline-bar.js'
import { TimelineList } from '../parts/timeline-list.js'
import { TimelineWords } from '../parts/timeline-words.js'
import { withQuery } from '../parts/with-query.js'
import { queryNumber } from '../query-number.js'
import { timelineCsv } from './timeline-csv.js'

/** A seller's page is read from the top. */
const SHOWN = 100
const MAX_SHOWN = 1000

/** What sellers will read or have read. */
export const timelinePage = definePage<Timeline>({
  path: '/timeline',
  title: 'Timeline',
  liveSeconds: 5,
  read: ({ verbs, config, query }) => readTimeline(verbs, config, questionOf(query)),
  View: Timelines,
  csv: timelineCsv,
})

function questionOf(query: Ask['query']) {
  const state = query('state')
  return {
    state: state === 'waiting' || state === 'delivered' || state === 'held' ? state : 'told',
    text: query('text') ?? null,
    siteId: query('site') ?? null,
    limit: queryNumber(query('limit'), { min: 1, max: MAX_SHOWN }) ?? SHOWN,
    beforeId: queryNumber(query('before'), { min: 0, max: Number.MAX_SAFE_INTEGER }) ?? null,
  } as const
}

function Timelines({ data, nowMs, config, url }: Shown<Timeline>) {
  const { asked, companies, isPreview, nextBeforeId } = data
  const siteIds = config.sites.map(({ siteId }) => siteId)
  const table = { pathname: `${url.pathname}.csv`, search: url.search }
  return (
    <>
      <h1>Timeline</h1>
      <TimelineBar asked={asked} siteIds={siteIds} />
      <TimelineWords timeline={data} config={config} nowMs={nowMs} />
      <TimelineList companies={companies} isPreview={isPreview} nowMs={nowMs} />
      <ul class="plain inline">
        {asked.beforeId !== null && (
          <li>
            <a href={withQuery(url, { before: null })}>Newest</a>
          </li>
        )}
        {nextBeforeId !== null && (
          <li>
            <a href={withQuery(url, { before: nextBeforeId })}>Older</a>
          </li>
        )}
        {companies.length > 0 && (
          <li>
            <a href={withQuery(table, { limit: MAX_SHOWN })}>
              Download up to {MAX_SHOWN.toLocaleString('en-US')} as CSV
            </a>
          </li>
        )}
      </ul>
      <AssuranceLegend />
    </>
  )
}
