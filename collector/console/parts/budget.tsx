import type { Child } from 'hono/jsx'
import { spanInWords } from '../../explain/in-words.js'
import { forecastInWords } from '../../operate/forecast-in-words.js'
import { minuteInWords } from '../../operate/minute-in-words.js'
import { partsInWords } from '../../operate/parts-in-words.js'
import type { Quota, SharePart } from '../../operate/read-quota.js'
import { PRIORITIES } from '../../store/priority.js'
import type { Priority } from '../../store/tables.js'
import { Table } from './table.js'
import { Count } from './words.js'

/** What of the day's calls is spent, free, released and awaited, and what becomes of it. */
export function BudgetState({ quota }: { quota: Quota }) {
  const { gongsCallsPerDay, callsPerDay, callsPerSecond, businessDay, nowMs } = quota
  const { opensAtMs, closesAtMs } = businessDay
  return (
    <section aria-labelledby="budget">
      <h2 id="budget">Budget</h2>
      <p>
        <Count of={Math.floor(callsPerDay)} /> of Gong's <Count of={gongsCallsPerDay} /> calls in
        any 24 hours are ours, {callsPerSecond} a second. The business day is from{' '}
        {minuteInWords(opensAtMs, nowMs)} to {minuteInWords(closesAtMs, nowMs)}.
      </p>
      <p>
        <strong>{forecastInWords(quota)}</strong>
      </p>
      <p>{partsInWords(quota)}</p>
      <Table
        caption="The day’s calls, by priority"
        columns={[
          'Priority',
          { name: 'Used in 24 h', is: 'wide' },
          { name: 'Room now', is: 'number' },
          { name: 'Released so far', is: 'number' },
          { name: 'Kept for higher', is: 'number' },
          { name: 'Waiting', is: 'number' },
        ]}
        rows={PRIORITIES.map((priority) => rowOf(priority, quota))}
        empty=""
      />
      <Table
        caption="Limits on people of whom nobody is certain, and on any one person, in 24 hours"
        columns={[
          'Share',
          { name: 'Used in 24 h', is: 'wide' },
          { name: 'Room now', is: 'number' },
          { name: 'Held for it', is: 'number' },
        ]}
        rows={[
          shareRow('Self-reported', quota.shares.self_reported_share),
          shareRow('By trackingId alone', quota.shares.tracked_share),
          [
            'Any one person',
            <>
              up to <Count of={quota.personCap.allowed} />
            </>,
            '–',
            <Count of={quota.personCap.held} />,
          ],
        ]}
        empty=""
      />
    </section>
  )
}

function rowOf(priority: Priority, { priorities, callsPerDay, nowMs }: Quota): Child[] {
  const { allowed, used, usedWithLower, released, room, waiting } = priorities[priority]
  const isLowest = priority === PRIORITIES.at(-1)
  const { interactions, oldestSinceMs } = waiting
  return [
    priority,
    <>
      <Used of={usedWithLower} allowed={allowed} label={`${priority} priority, used`} />
      {!isLowest && (
        <span class="hint">
          , <Count of={used} /> of them its own
        </span>
      )}
    </>,
    <Count of={Math.floor(room)} />,
    priority === 'high' ? 'all' : <Count of={Math.floor(released)} />,
    <Count of={Math.floor(callsPerDay - allowed)} />,
    <>
      <Count of={interactions} />
      {oldestSinceMs !== null && (
        <span class="hint">, oldest {spanInWords(Math.max(0, nowMs - oldestSinceMs))}</span>
      )}
    </>,
  ]
}

function shareRow(name: string, { allowed, used, room, held }: SharePart): Child[] {
  return [
    name,
    <Used of={used} allowed={allowed} label={`${name}, used`} />,
    <Count of={Math.floor(room)} />,
    <Count of={held} />,
  ]
}

/** As a picture and in words. */
function Used({ of, allowed, label }: { of: number; allowed: number; label: string }) {
  const most = Math.floor(allowed)
  return (
    <>
      <meter min={0} max={Math.max(1, most)} value={of} aria-label={label} />
      <Count of={of} /> of <Count of={most} />
    </>
  )
}
