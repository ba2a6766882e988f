import { expect, it } from 'vitest'
import { METRICS, PARTS } from './metric-names.js'
import { renderMetrics } from './render-metrics.js'
import { aWholeScrape, HAS_PROMTOOL, promtool } from './test-scrape.js'

/** Told by prom-client of every Node process, with help of its own. */
const OF_THE_PROCESS = /^(process|nodejs)_/

const namesIn = (text: string, mark: 'HELP' | 'TYPE'): string[] =>
  [...text.matchAll(new RegExp(`^# ${mark} (\\S+) \\S`, 'gm'))].map(([, name]) => name ?? '')

it('a scrape has each metric of the catalogue once, with its help and kind, and no other', async () => {
  const { text } = await renderMetrics(await aWholeScrape())
  const own = namesIn(text, 'HELP').filter((name) => !OF_THE_PROCESS.test(name))
  expect(own.sort()).toEqual(Object.keys(METRICS).sort())
  expect(namesIn(text, 'TYPE').sort()).toEqual(namesIn(text, 'HELP').sort())
  for (const [name, { help, kind }] of Object.entries(METRICS)) {
    expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n`)
  }
})

it('labels are those of the catalogue', async () => {
  const { text } = await renderMetrics(await aWholeScrape())
  for (const [, sample = '', labels = ''] of text.matchAll(/^(tamtam_\w+)(?:\{(.*)\})? /gm)) {
    const name = sample in METRICS ? sample : sample.replace(/_(bucket|sum|count)$/, '')
    const known: readonly string[] = METRICS[name as keyof typeof METRICS].labels
    const own = [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label)
    expect([name, own.filter((label) => label !== 'le')]).toEqual([name, known])
  }
})

it('each part comes through another thread unchanged', async () => {
  const parts = await aWholeScrape()
  const { text } = await renderMetrics(parts)
  const cloned = PARTS.map(async (part) => [part, structuredClone(await parts[part])] as const)
  const there = Object.fromEntries(
    (await Promise.all(cloned)).map(([part, told]) => [part, Promise.resolve(told)]),
  )
  expect((await renderMetrics({ ...parts, ...there })).text).toBe(text)
})

it('a part that fails is left out and said to be down, and the rest is told', async () => {
  const away: unknown[] = []
  const parts = { ...(await aWholeScrape()), store: Promise.reject(new Error('no store')) }
  const { text, contentType } = await renderMetrics(parts, { onAway: (...why) => away.push(why) })
  expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(text).toContain('tamtam_part_up{part="store"} 0')
  expect(text).toContain('tamtam_part_up{part="spool"} 1')
  expect(text).toContain('tamtam_spool_beacons 1')
  expect(text).not.toContain('tamtam_stage_lag_seconds')
  expect(away).toEqual([['store', new Error('no store')]])
})

it('a part that is late is left out', async () => {
  const late = new Promise<never>(() => undefined)
  const { text } = await renderMetrics(
    { ...(await aWholeScrape()), pipeline: late },
    { withinMs: 50 },
  )
  expect(text).toContain('tamtam_part_up{part="pipeline"} 0')
})

it.each([
  ['no metrics', 'x'],
  ["another part's", [{ name: 'tamtam_spool_bytes', help: 'h', type: 'gauge', values: [] }]],
  ['of no catalogue', [{ name: 'constructor', help: 'h', type: 'gauge', values: [] }]],
])('a part that tells what is %s is left out', async (_, told) => {
  const { text } = await renderMetrics({
    ...(await aWholeScrape()),
    pipeline: Promise.resolve(told),
  })
  expect(text).toContain('tamtam_part_up{part="pipeline"} 0')
  expect(text).toContain('tamtam_spool_beacons 1')
})

it.runIf(HAS_PROMTOOL)('promtool finds nothing in a scrape to better', async () => {
  const { text } = await renderMetrics(await aWholeScrape())
  expect(promtool(['check', 'metrics'], text)).toBe('')
})
