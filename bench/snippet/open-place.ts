import { createServer } from 'node:http'
import { listen } from './listen.js'
import { openSink, type Sink } from './sink.js'
import type { Subject } from './subject.js'

/** A page with the subject on it, and the sink for what it sends, each on an origin of its own. */
export interface Place {
  /** The page; with a number, a page of its own whose link leads away under `markerOf` that number. */
  pageUrl: (trial?: number) => string
  /** Another host's page, without the script: what was not sent by then is not sent from there. */
  awayUrl: string
  sink: Sink
  close: () => Promise<void>
}

/** In the link's address, text and id, and nowhere else on the page. */
export function markerOf(trial: number): string {
  return `farewell${trial}marker`
}

/** Where the middles of `button-0` to `button-4` are. */
export const BUTTON_POSITIONS = [
  { x: 60, y: 40 },
  { x: 60, y: 100 },
  { x: 60, y: 160 },
  { x: 60, y: 220 },
  { x: 60, y: 280 },
] as const
export const LINK_POSITION = { x: 60, y: 360 }

/** A blank page but for five buttons and a link to another host: outbound, which is what most peers capture. */
export async function openPlace(subject: Subject, { delayMs = 0 } = {}): Promise<Place> {
  const sink = await openSink({ files: subject.files, delayMs })
  const site = createServer((request, response) => {
    const trial = /^\/page\/(\d+)$/.exec(request.url ?? '')?.[1]
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(trial === undefined ? AWAY_PAGE : page(Number(trial)))
  })
  const { url, port, close } = await listen(site)
  const awayUrl = `http://localhost:${port}/away`

  function page(trial: number): string {
    const marker = markerOf(trial)
    const buttons = BUTTON_POSITIONS.map(
      ({ y }, at) =>
        `<button id="button-${at}" data-track="button_${at}" style="${styleAt(y)}">Button ${at}</button>`,
    )
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench page</title>
<link rel="icon" href="data:,">
${subject.head(sink.url)}
</head><body>${buttons.join('')}
<a id="${marker}" style="${styleAt(LINK_POSITION.y)}" href="${awayUrl}?to=${marker}">${marker}</a>
</body></html>`
  }

  return {
    pageUrl: (trial = 0) => `${url}/page/${trial}`,
    awayUrl,
    sink,
    async close() {
      await Promise.all([sink.close(), close()])
    },
  }
}

const AWAY_PAGE = '<!doctype html><title>Away</title><link rel="icon" href="data:,">'

function styleAt(y: number): string {
  return `position:absolute;left:10px;top:${y - 20}px;width:300px;height:40px`
}
