import { countInWords } from '../../operate/redrive-in-words.js'
import type { ReasonCount } from '../../operate/read-dead.js'
import { ReasonLink } from './listed.js'
import { Redrive } from './redrive.js'
import { Table } from './table.js'
import { Count } from './words.js'

/** Dead letters by reason, with a button for each and one for all. */
export function DeadCounts({
  counts,
  mayAct,
}: {
  counts: readonly ReasonCount[]
  mayAct: boolean
}) {
  const total = counts.reduce((sum, { interactions }) => sum + interactions, 0)
  return (
    <>
      <Table
        caption="Dead, by reason"
        columns={[
          'reason',
          { name: 'dead', is: 'number' },
          { name: 'what happened', is: 'wide' },
          ...(mayAct ? ['put back'] : []),
        ]}
        rows={counts.map(({ reason, interactions, words }) => [
          <ReasonLink path="/dead" reason={reason} />,
          <Count of={interactions} />,
          words,
          ...(mayAct
            ? [
                <Redrive
                  fields={{ reason }}
                  question={`Put ${countInWords(interactions, 'dead letter')} of ${reason} back, to be sent to Gong?`}
                  label={`Put back all of ${reason}`}
                >
                  Put back
                </Redrive>,
              ]
            : []),
        ])}
        empty="Nothing is dead. What Gong refuses for good would be here, with its words."
      />
      {mayAct && counts.length > 1 && (
        <Redrive
          fields={{ all: 'true' }}
          question={`Put all ${countInWords(total, 'dead letter')} back, to be sent to Gong?`}
        >
          Put all {total.toLocaleString('en-US')} back
        </Redrive>
      )}
    </>
  )
}
