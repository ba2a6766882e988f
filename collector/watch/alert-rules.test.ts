import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../store/test-store.js'
import { METRICS } from './metric-names.js'
import { HAS_PROMTOOL, promtool } from './test-scrape.js'

const file = (name: string): string => join(import.meta.dirname, name)
const read = (name: string): string => readFileSync(file(name), 'utf8')

/** Of Prometheus and of every Node process, which prom-client tells. */
const OTHERS = new Set([
  'up',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'process_start_time_seconds',
  'nodejs_eventloop_lag_p99_seconds',
])

/** The metrics in a text, without the parts that a histogram's name is given. */
const namesIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/\b(?:tamtam|process|nodejs)_[a-z0-9_]+\b/g)].map(([name]) =>
      name.replace(/_(bucket|sum|count)$/, ''),
    ),
  ),
]

const unknownIn = (text: string): string[] =>
  namesIn(text).filter((name) => !(name in METRICS) && !OTHERS.has(name))

/** One text an alert. */
const alerts = read('alert-rules.yml')
  .split(/^ +- alert: /m)
  .slice(1)
const nameOf = (alert: string): string => alert.split('\n')[0] ?? ''

interface Panel {
  id: number
  type: string
  title: string
  gridPos: { x: number; y: number; w: number; h: number }
  datasource?: { uid: string }
  targets?: { expr: string; datasource: { uid: string } }[]
}

const dashboard = JSON.parse(read('grafana-dashboard.json')) as {
  id: null
  panels: Panel[]
  templating: { list: { name: string; type: string }[] }
}
const panels = dashboard.panels.filter(({ type }) => type !== 'row')

describe('the alert rules', () => {
  it('ask for metrics of the catalogue only', () => {
    expect(alerts.length).toBeGreaterThan(15)
    expect(alerts.flatMap(unknownIn)).toEqual([])
  })

  it('say in each alert what has happened and what to do', () => {
    const silent = alerts.filter(
      (alert) =>
        !/ summary: \S/.test(alert) ||
        !/ description: >-\n +\S/.test(alert) ||
        !/ severity: (critical|warning) /.test(alert),
    )
    expect(silent.map(nameOf)).toEqual([])
  })

  it('each have a test', () => {
    const tests = read('alert-rules-test.yml')
    const untested = alerts.map(nameOf).filter((name) => !tests.includes(`alertname="${name}"`))
    expect(untested).toEqual([])
    expect(unknownIn(tests)).toEqual([])
  })

  it('a name that is not in the catalogue is found', () => {
    expect(unknownIn('rate(tamtam_beacon_accept_seconds_bucket[5m]) > tamtam_beacons')).toEqual([
      'tamtam_beacons',
    ])
  })
})

describe('the dashboard', () => {
  it('asks for metrics of the catalogue only, and shows all of them', () => {
    const text = panels.flatMap(({ targets }) => targets ?? []).map(({ expr }) => expr)
    expect(unknownIn(text.join('\n'))).toEqual([])
    const shown = namesIn(text.join('\n'))
    expect(Object.keys(METRICS).filter((name) => !shown.includes(name))).toEqual([])
  })

  it('goes into any Grafana: the data source is a variable, and no id is taken', () => {
    expect(dashboard.id).toBeNull()
    const variables = dashboard.templating.list.map(({ name, type }) => [name, type])
    expect(variables).toContainEqual(['datasource', 'datasource'])
    const sources = panels.flatMap(({ datasource, targets = [] }) =>
      [datasource, ...targets.map((target) => target.datasource)].map((each) => each?.uid),
    )
    expect(new Set(sources)).toEqual(new Set(['${datasource}']))
  })

  it('has panels with numbers of their own that lie beside each other', () => {
    const ids = dashboard.panels.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    expect(dashboard.panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([])
  })
})

describe('promtool, where there is one', () => {
  it.runIf(HAS_PROMTOOL)('takes the rules', () => {
    expect(promtool(['check', 'rules', file('alert-rules.yml')])).toContain('SUCCESS')
  })

  it.runIf(HAS_PROMTOOL)('sees each rule fire on what it is for, and on nothing else', () => {
    expect(promtool(['test', 'rules', file('alert-rules-test.yml')])).toContain('SUCCESS')
  })

  it.runIf(HAS_PROMTOOL)('can read each expression of the dashboard', () => {
    const exprs = panels.flatMap(({ targets }) => targets ?? []).map(({ expr }) => expr)
    const rules = exprs.map((expr, index) => ({
      record: `panel:${index}`,
      expr: expr.replaceAll('$__rate_interval', '5m'),
    }))
    const path = join(temporaryFolder(), 'panels.yml')
    // JSON is YAML too.
    writeFileSync(path, JSON.stringify({ groups: [{ name: 'panels', rules }] }))
    expect(promtool(['check', 'rules', path])).toContain('SUCCESS')
  })
})
