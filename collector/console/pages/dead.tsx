import { allows } from '../../lib/admin-tokens.js'
import { readDead } from '../../operate/read-dead.js'
import { readListAsked } from '../list-asked.js'
import { definePage } from '../page.js'
import { DeadCounts } from '../parts/dead-counts.js'
import { DeadLetters } from '../parts/dead-letters.js'
import { ReasonFilter } from '../parts/reason-filter.js'

/** What Gong will not have, and putting it back. */
export const deadPage = definePage({
  path: '/dead',
  title: 'Dead letters',
  read: ({ verbs, query }) => readDead(verbs, readListAsked(query)),
  csv: ({ deadLetters }) => ({
    columns: COLUMNS,
    rows: deadLetters.map((each) => [
      each.interactionId,
      each.endedAtMs === null ? null : new Date(each.endedAtMs).toISOString(),
      each.reason,
      each.gongsWords.join('; '),
      each.siteId,
      each.person,
      each.title ?? each.kind,
      each.attempts,
      each.gongEventId,
    ]),
  }),
  View: ({ data, nowMs, url, who }) => {
    const mayAct = 'scope' in who && allows(who.scope, 'operate')
    return (
      <>
        <h1>Dead letters</h1>
        <p>
          Interactions that Gong refuses for good, or of which nothing could be made. Mend what the
          reason says, then put them back: each goes to its person’s lane under the id by which Gong
          knows it, and the budget is spent on it as on any other. Where an attempt may have reached
          Gong it is sent as it was; where Gong refused each, its call is composed anew by what is
          configured now.
        </p>
        {!mayAct && (
          <p class="banner">
            To put them back takes a token of the scope <code>operate</code> (or <code>erase</code>
            ); yours has <code>read</code>.
          </p>
        )}
        <div id="result" role="status" />
        {/* Once something was put back there are fewer. Beside them, since they would inherit it. */}
        <div
          hx-get={`${url.pathname}${url.search}`}
          hx-trigger="htmx:afterSwap from:#result delay:20ms"
          hx-select="#lists"
          hx-target="#lists"
          hx-swap="morph:outerHTML"
        />
        <div id="lists">
          <DeadCounts counts={data.counts} mayAct={mayAct} />
          {data.counts.length > 0 && (
            <>
              <h2>Which they are</h2>
              <ReasonFilter url={url} counts={data.counts} />
              <DeadLetters data={data} {...{ url, nowMs, mayAct }} />
            </>
          )}
        </div>
      </>
    )
  },
})

const COLUMNS = [
  'number',
  'died',
  'reason',
  "Gong's words",
  'site',
  'person',
  'title',
  'attempts',
  'id at Gong',
] as const
