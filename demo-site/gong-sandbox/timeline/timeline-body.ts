import { html } from 'hono/html'
import type { CompanyGroup } from './group-entries.js'
import { timelineList } from './timeline-list.js'
import { TRACKED_KEY } from './who.js'

export type Figures = {
  interactions: number
  /** Those too old to be shown. */
  left: number
  refused: number
}

/** Everything on the page that changes: the figures, and the timeline or what to do to get one. */
export function timelineBody(companies: readonly CompanyGroup[], figures: Figures, nowMs: number) {
  if (figures.interactions === 0) return emptyState(figures)
  const people = companies.flatMap((company) => company.people)
  return html`
    ${figureList([
      ['Interactions', figures.interactions],
      ['People', people.length],
      ['Companies', companies.filter(({ company }) => company.key !== TRACKED_KEY).length],
      ['Calls refused', figures.refused],
    ])}
    ${timelineList(companies, nowMs)}
    ${figures.left > 0 && html`<p class="left">${figures.left} older ones are not shown.</p>`}
  `
}

function figureList(figures: readonly (readonly [string, number])[]) {
  return html`<dl class="figures">
    ${figures.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value.toLocaleString('en')}</dd>
        </div>`,
    )}
  </dl>`
}

function emptyState({ refused }: Figures) {
  return html`
    <section class="empty">
      <h2>Nothing yet</h2>
      <p>
        Open the demo site, read a page, and watch half of the product tour. What you did appears
        here by itself, a few seconds after you stop.
      </p>
      ${refused > 0 && html`<p>${refused === 1 ? '1 call came but was' : `${refused} calls came but were`} refused: <a href="/sandbox/calls">see why</a>.</p>`}
    </section>
  `
}
