import { html } from 'hono/html'
import type { Chip, Entry } from './entry.js'
import type { CompanyGroup, PersonGroup } from './group-entries.js'
import { deviceIcon, kindIcon } from './icons.js'
import { ago, localTime } from './when.js'
import { TRACKED_KEY } from './who.js'

/** The companies with their people and rows: the part of the page that is fetched again when something arrives. */
export function timelineList(companies: readonly CompanyGroup[], nowMs: number) {
  return companies.map(
    ({ company, count, people }, index) => html`
      <section class="company" aria-labelledby="c-${index}">
        <header>
          <span class="monogram" aria-hidden="true"
            >${company.key === TRACKED_KEY ? '#' : initials(company.name)}</span
          >
          <div>
            <h2 id="c-${index}">${company.name}</h2>
            ${company.detail && html`<p>${company.detail}</p>`}
          </div>
          <p class="count">${count === 1 ? '1 interaction' : `${count} interactions`}</p>
        </header>
        ${people.map((group) => personTimeline(group, nowMs))}
      </section>
    `,
  )
}

function personTimeline({ who, entries }: PersonGroup, nowMs: number) {
  return html`
    <article class="person">
      <header>
        <span class="monogram round" aria-hidden="true">${initials(who.name)}</span>
        <div>
          <h3>${who.name}</h3>
          ${who.detail && html`<p>${who.detail}</p>`}
        </div>
      </header>
      <ol>
        ${entries.map((entry) => row({ entry, name: who.name, nowMs }))}
      </ol>
    </article>
  `
}

function row({ entry, name, nowMs }: { entry: Entry; name: string; nowMs: number }) {
  const { before, after } = entry.sentence
  return html`
    <li id="i-${entry.id}">
      <span class="icon ${entry.kind}">${kindIcon(entry.kind)}</span>
      <div class="what">
        <p><span>${name}</span> ${before} ${title(entry)} ${after}</p>
        ${entry.percent !== null && bar(entry.percent)} ${answers(entry.answers, nowMs)}
        ${chips(entry.chips)}
      </div>
      <p class="when">
        <span>${deviceIcon(entry.device)} ${ago(entry.occurredAtMs, nowMs)}</span>
        <time datetime="${new Date(entry.occurredAtMs).toISOString()}">
          ${localTime(entry.occurredAtMs)}
        </time>
      </p>
    </li>
  `
}

function title({ sentence, url }: Entry) {
  if (sentence.title === null) return ''
  const words = `‘${sentence.title}’`
  return url
    ? html`<a href="${url}" rel="noreferrer noopener" target="_blank">${words}</a>`
    : html`<strong>${words}</strong>`
}

/** “Shared 2 h ago as “Your offer””, with the way to that row. */
function answers(share: Entry['answers'], nowMs: number) {
  if (!share) return ''
  const { rowId, subject, sharedAtMs } = share
  const words = `Shared ${ago(sharedAtMs, nowMs)}`
  const link = (text: string) => (rowId === null ? text : html`<a href="#i-${rowId}">${text}</a>`)
  return html`<p class="answers">
    ${subject === null ? link(words) : html`${words} as ${link(`“${subject}”`)}`}
  </p>`
}

function bar(percent: number) {
  return html`<progress max="100" value="${percent}" aria-label="Watched">${percent} %</progress>`
}

function chips(all: readonly Chip[]) {
  if (all.length === 0) return ''
  return html`<ul class="chips">
    ${all.map(({ name, value }) =>
      name === null
        ? html`<li class="label">${value}</li>`
        : html`<li><span>${name}</span> ${value}</li>`,
    )}
  </ul>`
}

/** Up to two capitals: of the first and the last word. */
function initials(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}
