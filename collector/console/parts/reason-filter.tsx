import { MAX_LISTED } from '../list-asked.js'
import { ChoiceField, TextField } from './field.js'

interface FilterProps {
  url: URL
  counts: readonly { reason: string; interactions: number }[]
}

/** Narrows a list by reason and by a text, and gives it as a file; works without script. */
export function ReasonFilter({ url, counts }: FilterProps) {
  const reason = url.searchParams.get('reason') ?? ''
  const isKnown = reason === '' || counts.some((each) => each.reason === reason)
  const shown = isKnown ? counts : [...counts, { reason, interactions: 0 }]
  return (
    <form class="bar" method="get" action={url.pathname}>
      <ChoiceField
        name="reason"
        label="Reason"
        value={reason}
        options={[
          { value: '', words: 'all reasons' },
          ...shown.map((each) => ({
            value: each.reason,
            words: `${each.reason} (${each.interactions.toLocaleString('en-US')})`,
          })),
        ]}
      />
      <TextField
        name="search"
        label="Title, person, site or visitor"
        value={url.searchParams.get('search') ?? ''}
      />
      <button>Show</button>
      <a class="button quiet" href={csvOf(url)}>
        CSV
      </a>
    </form>
  )
}

/** The same list for a spreadsheet, as long as it may be. */
function csvOf({ pathname, searchParams }: URL): string {
  const query = new URLSearchParams(searchParams)
  query.set('limit', String(MAX_LISTED))
  return `${pathname}.csv?${query.toString()}`
}
