import type { SiteSummary } from '../../operate/read-sites.js'
import { IdentityPolicy } from './identity-policy.js'
import { Time } from './words.js'

/** What the configuration says of a site. */
export function SiteFacts({ site, nowMs }: { site: SiteSummary; nowMs: number }) {
  const { origins, ownDomains, titleSuffixes, jwt, lastEventAtMs } = site
  return (
    <dl class="facts">
      <dt>Origins</dt>
      <dd>{origins.join(', ')}</dd>
      <dt>Last event</dt>
      <dd>
        {lastEventAtMs === null ? (
          'none among the newest of the store'
        ) : (
          <Time atMs={lastEventAtMs} nowMs={nowMs} />
        )}
      </dd>
      <dt>Who a page names</dt>
      <dd>
        <IdentityPolicy policy={site.identity} />
      </dd>
      <dt>Consent</dt>
      <dd>
        The tag says it: without <code>data-consent="required"</code> it is implied. Global Privacy
        Control and Do Not Track stop everything, unless the tag ignores them.
      </dd>
      <dt>Bots</dt>
      <dd>{site.bots === 'drop' ? 'counted and not stored' : 'stored like any other'}</dd>
      <dt>Secret key</dt>
      <dd>
        {site.hasSecretKey
          ? 'its server has one (TAMTAM_SECRET_KEYS)'
          : 'none: its server cannot name people or share links (TAMTAM_SECRET_KEYS)'}
      </dd>
      <dt>Keys of tokens</dt>
      <dd>
        {jwt.length === 0
          ? 'none: no identity is signed'
          : jwt.map(({ kid, alg }) => `${kid} (${alg})`).join(', ')}
      </dd>
      <dt>Own domains</dt>
      <dd>
        {ownDomains.length === 0
          ? 'none: what your own people do is told like any other'
          : ownDomains.join(', ')}
      </dd>
      <dt>Title suffixes</dt>
      <dd>
        {titleSuffixes.length === 0 ? 'none' : titleSuffixes.map((each) => `"${each}"`).join(', ')}
      </dd>
      <dt>Engagement calls</dt>
      <dd>{site.engagementCalls ? 'switched on' : 'off: all is told as digital interactions'}</dd>
    </dl>
  )
}
