import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { bodyOf, createTestApp, ORIGIN } from '../test-app.js'

const WARN = 40

function createLoggedApp() {
  let nowMs = NOON_MS
  const test = createTestApp({ clock: () => nowMs })
  return {
    ...test,
    turn: (ms: number) => (nowMs += ms),
    warnings: () => test.lines.filter(({ level }) => level === WARN),
  }
}

describe('a refused beacon', () => {
  it('is told with its reason, its site and where it came from', async () => {
    const { post, warnings } = createLoggedApp()
    await post(bodyOf([anEvent('reset')]), { Origin: 'https://beta.example' })
    await post('{', { Origin: null })
    expect(warnings()).toMatchObject([
      {
        event: 'beacon_refused',
        reason: 'origin_not_allowed',
        status: 403,
        siteId: 'acme-www',
        origin: 'https://beta.example',
        suppressed: 0,
      },
      { reason: 'origin_missing', origin: '-' },
    ])
    expect(warnings()[1]).not.toHaveProperty('siteId')
  })

  it('is told once a minute for each reason and site, with the number of the others', async () => {
    const { post, warnings, turn } = createLoggedApp()
    for (let count = 0; count < 5; count++) await post('{')
    await post('[]')
    expect(warnings().map(({ reason }) => reason)).toEqual(['json_malformed', 'envelope_invalid'])
    turn(60_000)
    await post('{')
    expect(warnings().at(-1)).toMatchObject({ reason: 'json_malformed', suppressed: 4 })
  })

  it('of a site that nobody knows costs one line, whatever it calls itself', async () => {
    const { post, warnings } = createLoggedApp()
    for (let count = 0; count < 5; count++) await post(bodyOf([1], { siteId: `site-${count}` }))
    expect(warnings()).toMatchObject([
      { reason: 'site_unknown', issues: [expect.any(String), 'siteId: site-0'] },
    ])
  })

  it('names an origin of at most 100 characters', async () => {
    const { post, warnings } = createLoggedApp()
    await post('{', { Origin: `https://${'x'.repeat(5000)}.example` })
    expect(warnings()[0]?.['origin']).toHaveLength(100)
  })
})

it('a failed event is told with its site and what was wrong, once a minute for each reason', async () => {
  const { post, warnings, turn } = createLoggedApp()
  const bad = { ...anEvent('page_leave'), scrollPercent: 101 }
  const old = anEvent('page_view', { occurredAtMs: 0 })
  await post(bodyOf([bad, anEvent('reset'), bad, old, bad]))
  const failed = { event: 'event_failed', siteId: 'acme-www', suppressed: 0 }
  expect(warnings()).toMatchObject([
    {
      ...failed,
      reason: 'event_invalid',
      detail: expect.stringMatching(/^scrollPercent/) as string,
    },
    { ...failed, reason: 'event_too_old' },
  ])
  turn(60_000)
  await post(bodyOf([bad]))
  expect(warnings().at(-1)).toMatchObject({ reason: 'event_invalid', suppressed: 2 })
})

describe('what is quoted of a page is bounded', () => {
  const hostile = 'k'.repeat(50_000)

  it('in the issues of a refusal', async () => {
    const { post } = createLoggedApp()
    const answer = await post(JSON.stringify({ [hostile]: 1 }))
    const { issues } = (await answer.json()) as { issues: string[] }
    expect(Math.max(...issues.map(({ length }) => length))).toBe(200)
  })

  it('in the words about a bad event', async () => {
    const { post, spooled } = createLoggedApp()
    await post(bodyOf([{ ...anEvent('reset'), [hostile]: 1 }]))
    expect(spooled()[0]?.failedEvents[0]?.detail).toHaveLength(200)
  })

  it('in the name of an origin that is not allowed', async () => {
    const { post } = createLoggedApp()
    const issuesOf = async (origin: string) =>
      ((await (await post('{', { Origin: origin })).json()) as { issues: string[] }).issues
    expect(await issuesOf('https://acme.com')).toContain('Origin: https://acme.com')
    expect((await issuesOf(`https://${hostile}`)).map(({ length }) => length)).toContain(200)
    expect(await issuesOf(ORIGIN)).toHaveLength(1)
  })
})
