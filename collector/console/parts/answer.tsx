import type { Config } from '../../config.js'
import type { Explanation, FailedEventStory } from '../../explain/explanation.js'
import { safeText, timeInWords } from '../../explain/in-words.js'
import type { Nowhere } from '../../explain/nowhere.js'
import { nowhereInWords, placesInWords } from '../../explain/render-nowhere.js'
import { EventTrace } from './event-trace.js'
import { FactList } from './fact-list.js'
import { InteractionTrace } from './interaction-trace.js'
import { SiteLink } from './listed.js'
import { Step, Trace } from './trace.js'

/** Why an event or an interaction came to what it came to. */
export function Explained({ of }: { of: Explanation }) {
  switch (of.kind) {
    case 'event':
      return (
        <>
          <EventTrace event={of.event} />
          {of.interaction && <InteractionTrace story={of.interaction} />}
        </>
      )
    case 'interaction':
      return <InteractionTrace story={of.interaction} events={of.events} />
    case 'failed event':
      return <FailedTrace failed={of.failedEvent} />
  }
}

/** What can be the cause that the store has nothing. */
export function NowhereToBeFound({
  nowhere,
  nowMs,
  config,
}: {
  nowhere: Nowhere
  nowMs: number
  config: Pick<Config, 'sites'>
}) {
  // Others that were asked for have no page.
  const sites = config.sites.filter(({ siteId }) => nowhere.siteIds.includes(siteId))
  return (
    <section>
      <h2>Nowhere to be found</h2>
      <p>{safeText(nowhereInWords(nowhere))} What can be the cause:</p>
      <ul>
        {placesInWords(nowhere, nowMs).map((place) => (
          <li>{safeText(place)}</li>
        ))}
        {sites.length > 0 && (
          <li>
            “We see you” says what this process saw of a site last, and why it refused a beacon:{' '}
            {sites.map(({ siteId }, at) => (
              <>
                {at > 0 && ', '}
                <SiteLink siteId={siteId} config={config} />
              </>
            ))}
            .
          </li>
        )}
        <li>
          It may be of a site that has left the configuration: name the site above to look there
          too.
        </li>
      </ul>
    </section>
  )
}

function FailedTrace({ failed }: { failed: FailedEventStory }) {
  const { siteId, beaconId, index, receivedAtMs, reason, detail, body } = failed
  return (
    <section>
      <h2>Failed event of {siteId || 'an unknown site'}</h2>
      <p>Kept for its reason, and told to nobody.</p>
      <Trace>
        <Step title="Received">
          <FactList
            facts={[
              ['received', timeInWords(receivedAtMs)],
              ['beacon', `${beaconId}, its event ${index}`],
            ]}
          />
        </Step>
        <Step title="Refused">
          <FactList
            facts={[
              ['reason', `${reason.code}: ${reason.words}`],
              ['detail', detail],
            ]}
          />
        </Step>
        <Step title="As it came">
          <pre class="wrap" tabindex={0} role="region" aria-label="The event as it came">
            {safeText(body)}
          </pre>
        </Step>
      </Trace>
    </section>
  )
}
