import { renderHead } from '../report-head.js'
import { writeResults } from '../write-results.js'
import { SINK_DELAY_MS } from './measure-last-clicks.js'
import { SLOWDOWN } from './measure-script.js'
import type { BenchOptions } from './options.js'
import type { Subject } from './subject.js'

interface Report {
  machine: string
  browser: string
  subjects: readonly Subject[]
  /** Origins elsewhere that some script asked for. */
  refused: ReadonlySet<string>
  tables: string
  options: BenchOptions
}

/** Writes bench/results/snippet.md and returns its path. */
export function writeReport(report: Report): string {
  return writeResults('snippet.md', render(report))
}

function render({ machine, browser, subjects, refused, tables, options }: Report): string {
  const elsewhere =
    refused.size > 0
      ? `Asked for on other machines and refused by the browser: ${[...refused].sort().join(', ')}.`
      : 'No script asked for anything on another machine.'
  const head = renderHead({
    title: 'The snippet beside other scripts',
    command: 'npm run bench:snippet',
    facts: [
      machine,
      `${browser}, headless`,
      subjects.flatMap(({ packages }) => packages).join(', '),
    ],
  })
  return `${head}

${tables}

Each script is set up as its own documentation says, on a blank page with five buttons and a link to another host, with
one sink for all that it sends; settings that a peer fetches are served to it and not counted. Clicks that a peer
leaves to the page are handed to it by a listener of the page. Bytes are of all scripts that the page has loaded after
four seconds, each compressed by itself, without the lines of set-up in the page.

Times are CPU time of the page's main thread from a trace, at ${SLOWDOWN}x slowdown, medians of ${options.rounds} rounds, each script once a round with
a new visitor. Evaluation is of every script of the page; 1.2 s counts all script from the first evaluation on; a click
is all its handlers; the longest task is the most script in one task, page load and click alike. The blank page shows
what the browser itself costs there. A ratio is the median of the rounds' own ratios.

Requests and bytes (path, query, body) are of one page view, five clicks and leaving, medians of ${options.visits} visits. A last click is
on a link that leads to another host at once, once the view and another click have arrived, with the sink ${SINK_DELAY_MS} ms slow and the back/forward
cache off; it counts when it arrives without another page of the site.

${elsewhere}
`
}
