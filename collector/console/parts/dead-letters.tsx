import type { Child } from 'hono/jsx'
import { safeText } from '../../explain/in-words.js'
import type { DeadLetter, DeadList } from '../../operate/read-dead.js'
import { ExplainLink, howMany, Person, Title, totalOf } from './listed.js'
import { redriveBy } from './redrive.js'
import { Table } from './table.js'
import { Time } from './words.js'

interface Props {
  data: DeadList
  url: URL
  nowMs: number
  mayAct: boolean
}

/** The list, of which some can be chosen to be put back. */
export function DeadLetters({ data, url, nowMs, mayAct }: Props) {
  const { deadLetters, counts } = data
  const list = (
    <Table
      caption={howMany(deadLetters.length, { url, total: totalOf(counts, url) })}
      columns={[
        ...(mayAct ? ['choose'] : []),
        { name: 'number', is: 'number' },
        { name: 'title', is: 'wide' },
        { name: 'why', is: 'wide' },
        'person, and site',
        { name: 'died', is: 'time' },
      ]}
      rows={deadLetters.map((letter) => [
        ...(mayAct ? [<Choose letter={letter} />] : []),
        <ExplainLink id={letter.interactionId} />,
        <Title of={letter} />,
        <>
          <code>{letter.reason}</code>
          {letter.gongsWords.map((words): Child => (
            <div>{safeText(words)}</div>
          ))}
        </>,
        <>
          <Person of={letter.person} />
          <div class="muted">{letter.siteId}</div>
        </>,
        letter.endedAtMs === null ? '' : <Time atMs={letter.endedAtMs} nowMs={nowMs} />,
      ])}
      empty="No dead letter fits: ask for another reason or text."
    />
  )
  if (!mayAct || deadLetters.length === 0) return list
  return (
    <form
      {...redriveBy('Put the chosen dead letters back, to be sent to Gong?')}
      data-choose="Tick those that are to be put back."
    >
      {/* So that none chosen is an answer too. */}
      <input type="hidden" name="ids[]" value="" />
      {list}
      <button type="submit">Put the chosen back</button>
    </form>
  )
}

function Choose({ letter }: { letter: DeadLetter }) {
  const { interactionId, title, kind } = letter
  return (
    <input
      type="checkbox"
      name="ids[]"
      value={interactionId}
      aria-label={`Choose ${interactionId}, ${safeText(title ?? kind)}`}
    />
  )
}
