import type { Child } from 'hono/jsx'

/** One line of a chart; its color is one of the style's variables. */
export interface ChartLine {
  label: string
  color: 'accent' | 'good' | 'warn' | 'bad' | 'violet' | 'muted' | 'high' | 'normal' | 'low'
  /** One for each time; null where nothing is known. */
  values: readonly (number | null)[]
  /** Whether the ground under it is filled. */
  fill?: boolean
}

/** Lines over time, and the same figures as a table for whoever cannot see them. */
export function TimeChart({
  label,
  atMs,
  lines,
}: {
  label: string
  atMs: readonly number[]
  lines: readonly ChartLine[]
}) {
  const chart = JSON.stringify({ xs: atMs.map((each) => each / 1000), series: lines })
  return (
    <>
      <h3>{label}</h3>
      <time-chart data-chart={chart} role="img" aria-label={label} />
      <details>
        <summary>{label}: the figures</summary>
        <Figures atMs={atMs} lines={lines} label={label} />
      </details>
    </>
  )
}

function Figures({
  label,
  atMs,
  lines,
}: {
  label: string
  atMs: readonly number[]
  lines: readonly ChartLine[]
}) {
  return (
    <div class="scroll" role="region" aria-label={label} tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">from (UTC)</th>
            {lines.map((line) => (
              <th scope="col" class="number">
                {line.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {atMs.map((each, at) => (
            <tr>
              <td class="time">{new Date(each).toISOString().slice(0, 16).replace('T', ' ')}</td>
              {lines.map(({ values }): Child => (
                <td class="number">{values[at] ?? '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

declare module 'hono/jsx' {
  // Hono's own place for elements of one's own.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'time-chart': { 'data-chart': string; role: string; 'aria-label': string }
    }
  }
}
