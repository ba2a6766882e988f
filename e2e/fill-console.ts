import { randomBytes } from 'node:crypto'
import { aBeacon, anEvent, EVENT_TYPES } from '../wire/test-data.js'
import { expect, ORIGIN, type ConsoleWorld } from './console-world.js'

const id = () => randomBytes(16).toString('hex')

/** So that every page has something to show: told, held, refused for good, not understood, and a link. */
export async function fillConsole({ send, sandbox, consoleUrl }: ConsoleWorld): Promise<void> {
  sandbox.addFault({ kind: 'answer-400', count: 3, errors: ['person: email is not valid'] })
  for (const email of ['ada@analytical.example', 'grace@navy.example', null]) {
    const nowMs = Date.now()
    const same = { sessionId: id(), occurredAtMs: nowMs }
    const page = { url: `${ORIGIN}/pricing`, title: 'Pricing', viewId: id() }
    const visit = EVENT_TYPES.filter((type) => type !== 'reset' && type !== 'identify').map(
      (type) => anEvent(type, { ...same, page }),
    )
    const named = email === null ? [] : [anEvent('identify', { ...same, page, person: { email } })]
    const withoutToken = named.map(({ type, eventId, person }) => ({
      ...same,
      type,
      eventId,
      page,
      person,
    }))
    const bad = { type: 'page_view', ...same, page, eventId: 'none' }
    const beacon = { siteId: 'demo', anonymousId: id(), sentAtMs: nowMs }
    expect(await send(aBeacon([...withoutToken, ...visit, bad], beacon))).toBe(204)
  }
  const person = { email: 'linus@kernel.example', name: 'Linus' }
  expect(await send({ url: `${ORIGIN}/pricing`, person }, '/v1/links')).toBe(201)
  const read = async (path: string) => (await fetch(`${consoleUrl}${path}`)).text()
  const wait = { timeout: 60_000 }
  await expect.poll(() => read('/api/dead'), wait).toContain('email is not valid')
  await expect.poll(() => read('/api/held'), wait).toContain('"reason"')
  await expect.poll(() => read('/api/timeline'), wait).toContain('navy.example')
}
