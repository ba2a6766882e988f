import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type Browser } from 'playwright'
import { format } from 'prettier'
import { silence } from './behaviour/film.js'
import { readBody } from './behaviour/read-body.js'
import { CHROMIUM_ARGUMENTS, findChromium } from './find-browser.js'

/**
 * Records what the built snippet sends from a real Chromium, for wire/recorded/: `npx tsx e2e/record-wire.ts <folder>`,
 * after `npm run build`. Ids, times and hosts are replaced by fixed ones, all else is as it came.
 */
const [folder = 'wire/recorded'] = process.argv.slice(2)

const TAG = `<script async src="/tamtam.js" data-site="acme-www" data-tracking-params="gid"></script>`

const MODULE = `<script type="module">
  import { createTamtam } from '/tamtam.mjs'
  window.app = createTamtam({ site: 'acme-www', endpoint: '/v1/events' })
</script>`

const PAGE = `<link rel="icon" href="data:,"><link rel="canonical" href="/canonical">
<a id="out" name="book" href="https://partner.example/demo">Book a demo</a>
<button id="buy" name="buy">Buy</button><div id="tile" data-tamtam-click>Tile</div>
<a id="sheet" href="/files/sheet.pdf">Data sheet</a>
<form id="contact" name="Contact us"><input name="q"><button id="send">Send</button></form>
<audio id="film" title="Product tour" src="/10.wav"></audio>
<script>
  document.addEventListener('click', (event) => { if (event.target.href) event.preventDefault() })
  document.addEventListener('submit', (event) => event.preventDefault())
  window.player = Object.assign(new EventTarget(), {
    id: 'player-1', title: 'Webinar', currentTime: 0, duration: 100, paused: true })
</script>`

const EVERYTHING = `
  tamtam('search', { name: 'call recording', objectType: 'CATEGORY', domain: 'acme.com', objectId: 'c-7', url: location.href })
  tamtam('search', { name: 'Acme', objectType: 'VENDOR', domain: 'acme.com' })
  tamtam('step', { title: 'Onboarding', value: 'invite', availableSteps: ['sign up', 'invite', 'done'] })
  tamtam('rating', { title: 'Would you recommend us?', value: 9, from: 0, to: 10, kind: 'NPS' })
  tamtam('track', 'ROI calculated', { seats: 40, plan: 'team', annual: true })
  tamtam('track', 'Chat opened')
  tamtam('identify', { email: 'ada@example.org', name: 'Ada Lovelace', phoneNumber: '+44 20 7946 0000',
    personId: 'u-1', company: { name: 'Example', domain: 'example.org' } }, 'header.claims.signature')
  tamtam('reset')
  tamtam('identify', { personId: 'u-2', company: { domain: 'example.org' } })
  tamtam('trackingId', 'gong-2')
  tamtam('video', player)
  for (let second = 0; second <= 60; second++) {
    player.paused = second === 60
    player.currentTime = second
    player.dispatchEvent(new Event(player.paused ? 'pause' : 'timeupdate'))
  }`

const { executablePath } = findChromium()
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS })
try {
  await record('script-tag', { head: TAG, act: actInTag })
  await record('module', {
    head: MODULE,
    act: async (page) => {
      await page.evaluate(`app.track('waits'); app.identify({ email: 'ada@example.org' })`)
      await wait(500)
      await page.evaluate('app.stop()')
    },
  })
  await record('automated', { head: TAG, isAutomated: true, act: () => wait(500) })
} finally {
  await browser.close()
}

type Page = Awaited<ReturnType<Browser['newPage']>>

async function actInTag(page: Page): Promise<void> {
  for (const id of ['out', 'buy', 'tile', 'sheet', 'send']) await page.click(`#${id}`)
  await page.evaluate(EVERYTHING)
  await page.evaluate(`film.muted = true; film.playbackRate = 4; film.play()`)
  await page.waitForFunction('film.ended')
  await page.evaluate(`document.title = 'Prices'; history.pushState(null, '', '/prices')`)
  await wait(500)
}

interface Recording {
  head: string
  act: (page: Page) => Promise<void>
  isAutomated?: boolean
}

async function record(name: string, { head, act, isAutomated = false }: Recording): Promise<void> {
  const bodies: string[] = []
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // A string only for a pipe.
  const origin = `http://127.0.0.1:${port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', origin).pathname
    if (path === '/v1/events') {
      const body = await readBody(request)
      if (body !== null) bodies.push(body)
      return void response.writeHead(204).end()
    }
    if (path.startsWith('/tamtam.')) {
      response.setHeader('Content-Type', 'text/javascript')
      return void response.end(readFileSync(new URL(`../dist${path}`, import.meta.url)))
    }
    if (path === '/10.wav') return void response.end(silence(10).body)
    const html = `<!doctype html><meta charset="utf-8"><title>Pricing | Acme</title>`
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(html + head + PAGE)
  }

  const context = await browser.newContext()
  if (isAutomated) {
    await context.addInitScript(`Object.defineProperty(navigator, 'webdriver', { value: true })`)
  }
  const page = await context.newPage()
  await page.goto(`${origin}/pricing?utm_source=mail&gid=gong-1&tt=${'t'.repeat(22)}`, {
    referer: 'https://search.example/',
  })
  await page.waitForFunction(`'tamtam' in localStorage`)
  await act(page)
  await page.goto('about:blank')
  await wait(500)
  await context.close()
  server.close()
  const text = normalise(`[${bodies.join(',')}]`, origin)
  writeFileSync(`${folder}/${name}.json`, await format(text, { parser: 'json', printWidth: 100 }))
  process.stdout.write(`${name}: ${bodies.length} beacons\n`)
}

/** The first event happens at noon of a Tuesday; every id is the n-th of its kind. */
function normalise(text: string, origin: string): string {
  const times = text.match(/(?<="(occurred|sent)AtMs":)\d+/g) ?? []
  const aheadMs = Math.min(...times.map(Number)) - Date.parse('2026-11-17T12:00:00Z')
  const uuids: string[] = []
  const ids: string[] = []
  const place = (list: string[], id: string, size: number): string => {
    if (!list.includes(id)) list.push(id)
    return String(list.indexOf(id) + 1).padStart(size, '0')
  }
  return text
    .replaceAll(origin, 'https://www.acme.com')
    .replace(/(?<="(occurred|sent)AtMs":)\d+/g, (time) => String(Number(time) - aheadMs))
    .replace(/"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"/g, (id) => {
      return `"00000000-0000-4000-8000-${place(uuids, id, 12)}"`
    })
    .replace(/"[0-9a-f]{32}"/g, (id) => `"${place(ids, id, 32)}"`)
}
