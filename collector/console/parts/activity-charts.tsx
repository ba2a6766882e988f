import type { Activity } from '../../operate/read-activity.js'
import { TimeChart, type ChartLine } from './time-chart.js'

type Name = keyof NonNullable<Activity['buckets'][number]['totals']>

/** What came and what became of it, over time. */
export function ActivityCharts({ activity }: { activity: Activity }) {
  const { buckets, bucketMs, span } = activity
  const atMs = buckets.map(({ fromMs }) => fromMs)
  const line = (name: Name, look: Omit<ChartLine, 'values'>): ChartLine => ({
    ...look,
    values: buckets.map(({ totals }) => totals?.[name] ?? null),
  })
  const each =
    bucketMs < HOUR_MS ? `${bucketMs / MINUTE_MS} minutes` : `${bucketMs / HOUR_MS} hours`
  return (
    <section aria-labelledby="over-time">
      <h2 id="over-time">Over time</h2>
      <p class="switch">
        <Choice span="24h" words="24 hours" now={span} />{' '}
        <Choice span="7d" words="7 days" now={span} />{' '}
        <span class="hint">In parts of {each}; the last is not over. Gaps: no collector ran.</span>
      </p>
      <div class="charts">
        <div>
          <TimeChart
            label={`Events accepted in ${each}`}
            atMs={atMs}
            lines={[line('accepted', { label: 'accepted', color: 'accent', fill: true })]}
          />
        </div>
        <div>
          <TimeChart
            label={`Interactions that ended in ${each}`}
            atMs={atMs}
            lines={[
              line('delivered', { label: 'sent', color: 'good' }),
              line('folded', { label: 'in a digest', color: 'violet' }),
              line('shed', { label: 'shed', color: 'warn' }),
              line('dead', { label: 'dead', color: 'bad' }),
            ]}
          />
        </div>
        <div>
          <TimeChart
            label="Interactions held and waiting"
            atMs={atMs}
            lines={[
              line('held', { label: 'held', color: 'muted', fill: true }),
              line('waiting', { label: 'waiting', color: 'accent' }),
            ]}
          />
        </div>
      </div>
    </section>
  )
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

function Choice({
  span,
  words,
  now,
}: {
  span: Activity['span']
  words: string
  now: Activity['span']
}) {
  return span === now ? (
    <strong aria-current="true">{words}</strong>
  ) : (
    <a href={`/?span=${span}`}>{words}</a>
  )
}
