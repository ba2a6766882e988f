import type Plot from 'uplot'

/** The global of uPlot.iife.min.js, which the page loads before. */
declare const uPlot: typeof Plot

/** What the server writes into `data-chart`. Times are seconds since the epoch, as uPlot has them. */
interface ChartData {
  xs: number[]
  series: { label: string; color: string; values: (number | null)[]; fill?: boolean }[]
}

const HEIGHT_PIXELS = 180

/**
 * `<time-chart data-chart="…" aria-label="…">`: lines over time by uPlot, in a shadow root that live updates of the page
 * leave alone; they change its attribute, and the lines with it. The same figures stand in a table beside it.
 */
export function defineTimeChart(): void {
  customElements.define('time-chart', TimeChart)
}

class TimeChart extends HTMLElement {
  static observedAttributes = ['data-chart']
  #plot: Plot | null = null
  #place = document.createElement('div')
  #resized = new ResizeObserver(() => {
    const width = this.clientWidth
    if (this.#plot && width > 0 && width !== this.#plot.width) {
      this.#plot.setSize({ width, height: HEIGHT_PIXELS })
    }
  })
  #scheme = matchMedia('(prefers-color-scheme: dark)')
  #draw = (): void =>
    draw(this, this.#place, (plot) => {
      this.#plot?.destroy()
      this.#plot = plot
    })

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: 'open' })
      for (const href of ['/assets/uPlot.min.css', '/assets/chart.css']) {
        const link = document.createElement('link')
        Object.assign(link, { rel: 'stylesheet', href })
        root.append(link)
      }
      root.append(this.#place)
    }
    this.#resized.observe(this)
    this.#scheme.addEventListener('change', this.#draw)
    this.#draw()
  }

  disconnectedCallback(): void {
    this.#resized.disconnect()
    this.#scheme.removeEventListener('change', this.#draw)
    this.#plot?.destroy()
    this.#plot = null
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.shadowRoot) this.#draw()
  }
}

/** By the distance of two marks in seconds, in the console's own form; the day stands below the first mark of it. */
const TIMES: Plot.Axis.Values = [
  [86_400, '{MM}-{DD}', '\n{YYYY}', null, null, null, null, null, 1],
  [60, '{HH}:{mm}', '\n{YYYY}-{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1],
]

/** Where a value has none beside it, no line would show it. */
function alone(values: ArrayLike<number | null | undefined>): number[] {
  return Array.from(values).flatMap((value, at, all) =>
    value != null && all[at - 1] == null && all[at + 1] == null ? [at] : [],
  )
}

function draw(element: HTMLElement, place: HTMLElement, done: (plot: Plot) => void): void {
  const { xs, series } = JSON.parse(element.dataset['chart'] ?? '{}') as ChartData
  const style = getComputedStyle(element)
  const color = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  const axis = {
    stroke: color('muted'),
    grid: { stroke: color('line'), width: 1 },
    ticks: { stroke: color('line'), width: 1 },
  }
  const options: Plot.Options = {
    width: Math.max(200, element.clientWidth),
    height: HEIGHT_PIXELS,
    // Whole things are counted: no half marks.
    axes: [
      { ...axis, values: TIMES },
      {
        ...axis,
        size: 56,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7],
      },
    ],
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.1)] } },
    legend: { live: true },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    series: [
      { label: 'Time (UTC)', value: '{YYYY}-{MM}-{DD} {HH}:{mm}' },
      ...series.map(({ label, color: name, fill }) => ({
        label,
        stroke: color(name),
        width: 2,
        points: { show: false, filter: (plot: Plot, at: number) => alone(plot.data[at] ?? []) },
        ...(fill && { fill: `color-mix(in srgb, ${color(name)} 15%, transparent)` }),
      })),
    ],
  }
  place.replaceChildren()
  done(new uPlot(options, [xs, ...series.map(({ values }) => values)], place))
}
