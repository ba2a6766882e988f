import type { Fresh } from '../../operate/read-freshness.js'
import { ago } from './words.js'

/** When things last happened, and what to check where that is long ago. */
export function Freshness({ fresh, nowMs }: { fresh: Fresh; nowMs: number }) {
  const { receivedAtMs, deliveredAtMs, failedAtMs, toCheck } = fresh
  return (
    <section aria-labelledby="freshness">
      <h2 id="freshness">Freshness</h2>
      <p>
        <strong>
          {receivedAtMs === null
            ? 'No event is kept here.'
            : `Last event ${ago(receivedAtMs, nowMs)}.`}
        </strong>{' '}
        {deliveredAtMs !== null && `Gong last took an interaction ${ago(deliveredAtMs, nowMs)}. `}
        {failedAtMs !== null &&
          `The last event that could not be taken came ${ago(failedAtMs, nowMs)}.`}
      </p>
      {toCheck.length > 0 && (
        <ul class="banner bad">
          {toCheck.map((words) => (
            <li>{words}</li>
          ))}
        </ul>
      )}
      <ul class="plain inline">
        {fresh.sites.slice(0, MAX_SITES).map(({ siteId, receivedAtMs: heardAtMs }) => (
          <li>
            <a href={`/sites/${encodeURIComponent(siteId)}`}>{siteId}</a>:{' '}
            {heardAtMs === null ? 'nothing of late' : ago(heardAtMs, nowMs)}
          </li>
        ))}
        {fresh.sites.length > MAX_SITES && <li>and {fresh.sites.length - MAX_SITES} more sites</li>}
      </ul>
    </section>
  )
}

/** Beyond that the list is no glance; the sites' own page has all. */
const MAX_SITES = 12
