import type { SiteSummary } from '../../operate/read-sites.js'
import { Table } from './table.js'
import { Count } from './words.js'

const HOW = {
  verified: 'by a signed token or the site’s own server',
  corroborated: 'by a tracked link, or Gong’s tracking id',
  claimed: 'by what the page alone says: anybody can claim to be anybody',
  inferred: 'the company alone, by its network',
  anonymous: 'nobody: held by any policy',
} as const

/** How a site's people are known, and what a stricter policy would come to. */
export function Traffic({ site }: { site: Pick<SiteSummary, 'siteId' | 'identity' | 'traffic'> }) {
  const { siteId, identity, traffic } = site
  const { interactions, levels, heldPercent, heldByStrictPercent, unclear } = traffic
  if (interactions === 0) {
    return (
      <p class="muted">
        No interaction of this site was asked for its person yet. Interactions appear here once they
        have been quiet for as long as the configuration’s coalesce says.
      </p>
    )
  }
  return (
    <>
      <p>
        {identity === 'strict' ? (
          <>
            With <code>strict</code>, as it is set, {heldByStrictPercent} percent are held
          </>
        ) : (
          <>
            With <code>strict</code>, {heldByStrictPercent} percent would be held
          </>
        )}
        : {heldPercent} percent because nobody is known, which are held by any policy, the rest
        because the page alone names somebody.
      </p>
      <Table
        caption={`Of the newest interactions of ${siteId}, by assurance`}
        columns={[
          'Assurance',
          { name: 'How people are known', is: 'wide' },
          { name: 'Interactions', is: 'number' },
          { name: 'Percent', is: 'number' },
          'Share',
        ]}
        rows={levels.map((level) => [
          level.knownBy,
          HOW[level.knownBy],
          <Count of={level.interactions} />,
          `${level.percent} %`,
          <meter
            min={0}
            max={100}
            value={level.percent}
            aria-label={`${level.knownBy}: ${level.percent} percent`}
          />,
        ])}
        empty=""
      />
      {unclear > 0 && (
        <p class="hint">
          <Count of={unclear} /> more were held or ended for reasons that say nothing of how their
          people are known.
        </p>
      )}
    </>
  )
}
