import { describe, expect, it } from 'vitest'
import { anEvent } from '../../wire/test-data.js'
import { bodyOf, createTestApp, refusalOf } from '../test-app.js'

// By hand where a key is written as JSON alone can: in a literal `__proto__` would be no key.
const custom = (): string => JSON.stringify(anEvent('custom'))

async function spooledOf(...events: string[]) {
  const { post, spooled } = createTestApp()
  expect((await post(bodyOf([]).replace('[]', `[${events.join()}]`))).status).toBe(204)
  const [beacon] = spooled()
  if (!beacon) throw new Error('nothing was stored')
  return beacon
}

describe('what only the collector knows is not for a page to say', () => {
  it.each([
    'ip',
    'ipAddress',
    'userAgent',
    'receivedAtMs',
    'assurance',
    'companyDomain',
    'siteId',
    'anonymousId',
    'beaconId',
    'dropped',
    'identity',
  ])('an event with %s fails', async (key) => {
    const event = JSON.stringify({ ...anEvent('page_view'), [key]: 'claimed' })
    const { events, failedEvents } = await spooledOf(event, custom())
    expect(events).toHaveLength(1)
    expect(failedEvents).toMatchObject([{ index: 0, reason: 'event_invalid' }])
    expect(failedEvents[0]?.detail).toContain(`"${key}"`)
  })

  it.each(['receivedAtMs', 'userAgent', 'ip', 'beaconId', 'dropped', 'failedEvents'])(
    'a beacon with %s is refused',
    async (key) => {
      const { post } = createTestApp()
      const body = JSON.stringify({ ...JSON.parse(bodyOf([1])), [key]: 'claimed' })
      expect(await refusalOf(post(body))).toEqual([400, 'envelope_invalid'])
    },
  )

  it('an identify says nothing about how well it is proven', async () => {
    const person = { email: 'ada@example.org', level: 'verified' }
    const event = JSON.stringify({ ...anEvent('identify'), person })
    expect((await spooledOf(event)).failedEvents).toMatchObject([{ reason: 'event_invalid' }])
  })
})

describe('keys that JavaScript reads in its own way', () => {
  const KEYS = ['__proto__', 'constructor', 'prototype']

  it.each(KEYS)('%s in an event fails', async (key) => {
    for (const place of ['{', '"page":{', '"name":"ROI calculated",']) {
      const event = custom().replace(place, `${place}"${key}":{"polluted":true},`)
      const { failedEvents } = await spooledOf(event)
      expect(failedEvents).toMatchObject([{ reason: 'event_invalid' }])
    }
  })

  it.each(KEYS)('%s in the envelope is refused', async (key) => {
    const { post } = createTestApp()
    const body = bodyOf([1]).replace('{', `{"${key}":{"automated":true},`)
    expect(await refusalOf(post(body))).toEqual([400, 'envelope_invalid'])
  })

  it('a key that is missing is not looked for in __proto__', async () => {
    const event = custom().replace(/"eventId":("[^"]+")/, '"__proto__":{"eventId":$1}')
    expect((await spooledOf(event)).failedEvents[0]?.detail).toContain('eventId')
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'no type is called %s',
    async (type) => {
      const event = custom().replace('"type":"custom"', `"type":"${type}"`)
      expect((await spooledOf(event)).failedEvents).toMatchObject([{ reason: 'event_invalid' }])
    },
  )

  it('among the properties of a custom event are words like any other, and __proto__ is dropped', async () => {
    const hostile = '"__proto__":"x","constructor":"y","toString":"z",'
    const { events } = await spooledOf(custom().replace('"properties":{', `$&${hostile}`))
    const [stored] = events
    if (stored?.event.type !== 'custom') throw new Error('the event was not stored')
    const { properties = {} } = stored.event
    expect(Object.entries(properties)).toEqual([
      ['constructor', 'y'],
      ['toString', 'z'],
      ...Object.entries(anEvent('custom').properties ?? {}),
    ])
    expect(Object.getPrototypeOf(properties)).toBe(Object.prototype)
  })

  it('with an object for a value they fail', async () => {
    const hostile = '"constructor":{"prototype":{"polluted":true}},'
    const { failedEvents } = await spooledOf(custom().replace('"properties":{', `$&${hostile}`))
    expect(failedEvents).toMatchObject([{ reason: 'event_invalid' }])
  })

  it('a __proto__ among the properties changes no object, there or elsewhere', async () => {
    const hostile = '"__proto__":{"polluted":true},'
    const { events } = await spooledOf(custom().replace('"properties":{', `$&${hostile}`))
    expect(JSON.stringify(events)).not.toContain('polluted')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

it('of a key that comes twice the last counts', async () => {
  const event = custom().replace('"name":', '"name":"first","name":')
  const { events } = await spooledOf(event)
  expect(events[0]?.event).toMatchObject({ name: 'ROI calculated' })
})
