import { readRules } from '../../operate/read-rules.js'
import { tryAddress } from '../../operate/try-address.js'
import { definePage } from '../page.js'
import { RuleTable } from '../parts/rule-table.js'
import { TryAddressForm } from '../parts/try-address-form.js'
import { TrialResult } from '../parts/trial-result.js'

/** The content rules, what they decided, and what they would make of a page. */
export const rulesPage = definePage({
  path: '/rules',
  title: 'Rules',
  async read({ verbs, config, query, nowMs }) {
    const [first] = config.sites
    const page = {
      url: query('url') ?? '',
      title: query('title') ?? '',
      canonicalUrl: query('canonicalUrl'),
      siteId: query('site') ?? first?.siteId ?? '',
    }
    return {
      ...(await readRules(verbs, config)),
      tried: page,
      trial: page.url === '' ? null : tryAddress(page, config, nowMs),
    }
  },
  View: ({ data, nowMs, url, config }) => (
    <>
      <h1>Rules</h1>
      <p>
        What pages are to sellers, by <code>content</code> of the configuration file. Rules are
        asked in this order, and the first that fits a page decides alone. To see what other rules
        would have made of the last days:{' '}
        <code>npx tamtam simulate --rules other.json --days 7</code>
      </p>
      <h2>Try an address</h2>
      <TryAddressForm
        path={url.pathname}
        page={data.tried}
        siteIds={config.sites.map(({ siteId }) => siteId)}
        fault={data.trial?.kind === 'fault' ? data.trial : null}
      />
      {data.trial?.kind === 'tried' && <TrialResult trial={data.trial} />}
      <h2>The rules</h2>
      <RuleTable read={data} nowMs={nowMs} />
    </>
  ),
})
