import type { TimelineQuestion } from '../../operate/timeline/read-timeline.js'
import { ChoiceField, TextField } from './field.js'

/** What of the timeline is shown. */
export function TimelineBar({
  asked,
  siteIds,
}: {
  asked: TimelineQuestion
  siteIds: readonly string[]
}) {
  return (
    <form class="bar" method="get" action="/timeline" role="search" aria-label="Timeline">
      <TextField name="text" label="Person, company or title has" value={asked.text ?? ''} />
      <ChoiceField
        name="state"
        label="State"
        value={asked.state}
        options={[
          { value: 'told', words: 'Delivered and waiting' },
          { value: 'waiting', words: 'Waiting to be sent' },
          { value: 'delivered', words: 'Delivered' },
          { value: 'held', words: 'Held: not told yet' },
        ]}
      />
      {siteIds.length > 1 && (
        <ChoiceField
          name="site"
          label="Site"
          value={asked.siteId ?? ''}
          options={[
            { value: '', words: 'All sites' },
            ...siteIds.map((siteId) => ({ value: siteId, words: siteId })),
          ]}
        />
      )}
      <button>Show</button>
    </form>
  )
}
