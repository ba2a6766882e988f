import { readSites, type SiteSummary } from '../../operate/read-sites.js'
import { definePage } from '../page.js'
import { IdentityPolicy } from '../parts/identity-policy.js'
import { Table } from '../parts/table.js'
import { Time } from '../parts/words.js'

/** All sites that are configured, and what comes of them. */
export const sitesPage = definePage({
  path: '/sites',
  title: 'Sites',
  liveSeconds: 10,
  read: async ({ verbs, config }) => ({ sites: await readSites(verbs, config) }),
  View: ({ data, nowMs }) => (
    <>
      <h1>Sites</h1>
      <p>
        Where the pages are whose visitors are measured. A site has its tag to copy and says whether
        its events arrive. <a href="/add-site">Add or check a site</a>
      </p>
      <Table
        caption="Sites, as they are configured"
        columns={[
          'Site',
          { name: 'Origins', is: 'wide' },
          { name: 'Who a page names is', is: 'wide' },
          { name: 'Held, with strict', is: 'wide' },
          'Secret key',
          { name: 'Last event', is: 'time' },
        ]}
        rows={data.sites.map((site) => [
          <a href={`/sites/${site.siteId}`}>{site.siteId}</a>,
          site.origins.join(', '),
          <IdentityPolicy policy={site.identity} />,
          <HeldByStrict site={site} />,
          site.hasSecretKey ? 'yes' : 'no',
          <LastEvent site={site} nowMs={nowMs} />,
        ])}
        empty="No site is configured."
      />
      <p class="hint">
        Consent is the tag’s to say: with <code>data-consent="required"</code> nothing is read,
        stored or sent before the page says that the visitor agreed; without it consent is implied.
      </p>
      <p>
        <a href="/config">The whole configuration, as it counts</a>
      </p>
    </>
  ),
})

function LastEvent({ site, nowMs }: { site: SiteSummary; nowMs: number }) {
  return site.lastEventAtMs === null ? (
    <>none lately</>
  ) : (
    <Time atMs={site.lastEventAtMs} nowMs={nowMs} />
  )
}

function HeldByStrict({ site: { siteId, identity, traffic } }: { site: SiteSummary }) {
  const { interactions, heldPercent, heldByStrictPercent } = traffic
  if (interactions === 0) return <>nothing yet</>
  const held = identity === 'strict' ? 'are held' : 'would be held'
  return (
    <>
      {heldByStrictPercent} % {held} with <code>strict</code>, of which {heldPercent} % are by any
      policy
      <meter
        min={0}
        max={100}
        value={heldByStrictPercent}
        aria-label={`${siteId}: ${heldByStrictPercent} percent ${held} with strict`}
      />
    </>
  )
}
