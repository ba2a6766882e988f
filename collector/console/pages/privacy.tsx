import { allows } from '../../lib/admin-tokens.js'
import { RETENTION_WORDS, readRetention } from '../../operate/read-retention.js'
import { definePage } from '../page.js'
import { Table } from '../parts/table.js'
import { Count, Time } from '../parts/words.js'
import { WhomForm } from '../parts/whom-form.js'

/** What is kept, for how long, and how one person's data is handed out or erased. */
export const privacyPage = definePage({
  path: '/privacy',
  title: 'Privacy',
  read: async ({ verbs, config }) => readRetention(verbs, config),
  View: ({ data, nowMs, config, who }) => (
    <>
      <h1>Privacy</h1>
      <p>
        Somebody asks what is known of them, or wants it gone: look for them here, hand out what
        there is, or erase it. Each of these is in the <a href="/audit">audit log</a>, without their
        name.
      </p>
      <WhomForm
        siteIds={config.sites.map(({ siteId }) => siteId)}
        mayAskGong={config.gong !== null}
        mayAct={'scope' in who && allows(who.scope, 'erase')}
      />
      <div id="result" aria-live="polite" />
      <h2>What rests here, and for how long</h2>
      <Table
        caption="Kept by this collector"
        columns={['what', 'kept for', 'by']}
        rows={data.kept.map(({ what, days, by }) => [
          RETENTION_WORDS[what],
          `${days.toLocaleString('en-US')} days`,
          <code>{by}</code>,
        ])}
        empty=""
      />
      <p class="muted">
        Visitors’ network addresses are neither stored nor logged. Values of form fields are never
        collected.
      </p>
      <h2>What retention has removed</h2>
      <Table
        caption="The last hourly runs that removed something"
        columns={['when', 'what']}
        rows={data.runs.map(({ atMs, removed }) => [
          <Time atMs={atMs} nowMs={nowMs} />,
          Object.entries(removed).map(([what, count], at) => (
            <>
              {at > 0 && ', '}
              {what} <Count of={count} />
            </>
          )),
        ])}
        empty="Nothing yet: nothing here is older than it may be."
      />
    </>
  ),
})
