import { describe, expect, it } from 'vitest'
import { NOON_MS, VISITOR } from '../../wire/test-data.js'
import { hashLinkToken } from '../lib/hash-link-token.js'
import { ADA, awayStore, DAY_MS, openTestApi, refusalOf } from './test-api.js'
import { NoAnswer } from '../lib/thread-calls.js'

const ada = { visitor: { anonymousId: VISITOR }, person: ADA }

describe('what a server tells of its visitors', () => {
  it('is in the store when it is answered, and the answer says nothing', async () => {
    const { tell, rows } = await openTestApi()
    const answer = await tell(ada)
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(await rows('known_people')).toEqual([
      {
        site_id: 'acme-www',
        who_key: `visitor:${VISITOR}`,
        at_ms: NOON_MS,
        person: JSON.stringify(ADA),
        person_key: 'email:ada@analytical.example',
        told_at_ms: NOON_MS,
        stage: 'told',
        heard_to: '',
      },
    ])
  })

  it('may be of a trackingId or of a link’s token, of which the hash alone is kept', async () => {
    const { tell, rows } = await openTestApi()
    const linkToken = 'tokentokentokentokento'
    const identities = [{ trackingId: 'gt-1' }, { linkToken }].map((visitor) => ({
      ...ada,
      visitor,
    }))
    expect((await tell({ identities })).status).toBe(204)
    const known = await rows('known_people')
    expect(known.map((row) => row.who_key)).toEqual([
      `link:${hashLinkToken(linkToken)}`,
      'tracking:gt-1',
    ])
    expect(JSON.stringify(known)).not.toContain(linkToken)
  })

  it('has what Gong matches by, in one spelling', async () => {
    const { tell, rows } = await openTestApi()
    const crm = { objectType: 'CONTACT', objectId: '003A', systemName: 'Salesforce' }
    const company = {
      companyId: 'c-1',
      name: 'Analytical\nEngines',
      domain: ' Analytical.Example',
      crm: [{ objectType: 'OPPORTUNITY', objectId: '006B' }],
    }
    const person = {
      email: ' Ada@Analytical.Example ',
      phoneNumber: ' +44 20 7946 0000 ',
      crm,
      company,
    }
    expect((await tell({ ...ada, person })).status).toBe(204)
    const [row] = await rows('known_people')
    expect(JSON.parse(row?.person ?? '')).toEqual({
      email: 'ada@analytical.example',
      phoneNumber: '+44 20 7946 0000',
      crm,
      company: { ...company, name: 'Analytical Engines', domain: 'analytical.example' },
    })
  })

  it('is answered alike for whom everybody knows and for whom nobody does, and the last word counts', async () => {
    const { tell, rows } = await openTestApi()
    const grace = { ...ada, person: { email: 'grace@navy.example' } }
    const answers = [await tell(ada), await tell(ada), await tell({ identities: [ada, grace] })]
    const seen = answers.map(({ status, headers }) => [status, [...headers]])
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(await rows('known_people')).toMatchObject([{ person_key: 'email:grace@navy.example' }])
  })

  it('is all there of two people who had one browser one after the other, in one body or in two', async () => {
    const minutes = (count: number) => NOON_MS - count * 60_000
    const turns = [
      { ...ada, occurredAt: minutes(60) },
      { ...ada, person: { email: 'bob@other.example' }, occurredAt: minutes(30) },
    ]
    for (const bodies of [[{ identities: turns }], turns]) {
      const { tell, rows } = await openTestApi()
      for (const body of bodies) expect((await tell(body)).status).toBe(204)
      const known = (await rows('known_people')).map((row) => [row.person_key, row.told_at_ms])
      expect(known.sort()).toEqual([
        ['email:ada@analytical.example', minutes(60)],
        ['email:bob@other.example', minutes(30)],
      ])
    }
  })

  it.each([new Date(NOON_MS - 60_000).toISOString(), NOON_MS - 60_000])(
    'holds from when it says that it was so: %s',
    async (occurredAt) => {
      const { tell, rows } = await openTestApi()
      expect((await tell({ ...ada, occurredAt })).status).toBe(204)
      expect(await rows('known_people')).toMatchObject([{ told_at_ms: NOON_MS - 60_000 }])
    },
  )

  it('holds from now where the clock of its server is ahead by less than a minute', async () => {
    const { tell, rows } = await openTestApi()
    expect((await tell({ ...ada, occurredAt: NOON_MS + 60_000 })).status).toBe(204)
    expect(await rows('known_people')).toMatchObject([{ told_at_ms: NOON_MS }])
  })

  it('may be a hundred at once', async () => {
    const { tell, rows } = await openTestApi()
    const identities = Array.from({ length: 100 }, (_, n) => ({
      visitor: { trackingId: `t${n}` },
      person: { email: `p${n}@example.org` },
    }))
    expect((await tell({ identities })).status).toBe(204)
    expect(await rows('known_people')).toHaveLength(100)
    expect((await tell({ identities: [...identities, ada] })).status).toBe(400)
  })
})

describe('what has another shape is refused whole', () => {
  it.each([
    [{ visiter: ada.visitor, person: ADA }, 'unknown key "visiter" (did you mean "visitor"?)'],
    [
      { ...ada, person: { emial: 'a@b.example' } },
      'person: unknown key "emial" (did you mean "email"?)',
    ],
    [
      { ...ada, visitor: {} },
      'visitor: must have exactly one of anonymousId, trackingId and linkToken',
    ],
    [
      { ...ada, visitor: { anonymousId: VISITOR, trackingId: 'x' } },
      'visitor: must have exactly one of anonymousId, trackingId and linkToken',
    ],
    [
      { ...ada, visitor: { anonymousId: 'x' } },
      'visitor.anonymousId: must be 32 hexadecimal digits',
    ],
    [{ ...ada, visitor: { linkToken: 'short' } }, 'visitor.linkToken: must be 22 to 64'],
    [
      { ...ada, person: { name: 'Ada' } },
      'person: must have an email, a phoneNumber, a crm object',
    ],
    [{ ...ada, person: { email: 'nobody' } }, 'person.email: '],
    [{ ...ada, person: { ...ADA, company: { domain: 'no domain' } } }, 'person.company.domain: '],
    [
      { ...ada, person: { crm: { objectType: 'ACCOUNT', objectId: '1' } } },
      'person.crm.objectType: ',
    ],
    [{ identities: [ada, { ...ada, visitor: 7 }] }, 'identities.1.visitor: '],
    [{ ...ada, occurredAt: 'noon' }, 'occurredAt: must be a time such as'],
    [{ ...ada, occurredAt: NOON_MS + 60_001 }, 'occurredAt: must be within the last 30 days'],
    [
      { identities: [ada, { ...ada, occurredAt: NOON_MS - 31 * DAY_MS }] },
      'occurredAt: must be within the last 30 days',
    ],
    [{ identities: [] }, 'identities: '],
    [[ada], 'Invalid input'],
    [null, 'Invalid input'],
  ])('%j', async (body, issue) => {
    const { tell, rows } = await openTestApi()
    const { status, error, issues } = await refusalOf(tell(body))
    expect([status, error]).toEqual([400, 'request_invalid'])
    expect(issues.join('\n')).toContain(issue)
    expect(await rows('known_people')).toEqual([])
  })

  it.each(['__proto__', 'constructor', 'toString'])('a key %s', async (key) => {
    const { send, rows } = await openTestApi()
    const person = `{"email":"ada@analytical.example","${key}":{"personId":"x"}}`
    const body = `{"visitor":{"trackingId":"t"},"person":${person}}`
    const answer = await send('/v1/identities', { body })
    const [row] = await rows('known_people')
    if (answer.status === 204) expect(row?.person).toBe('{"email":"ada@analytical.example"}')
    else expect(answer.status).toBe(400)
  })

  it('bodies that are none, too large, compressed or of another type', async () => {
    const { send } = await openTestApi()
    const to = (body: string, headers = {}) =>
      refusalOf(send('/v1/identities', { body, headers })).then(({ status, error }) => [
        status,
        error,
      ])
    expect(await to('{')).toEqual([400, 'json_malformed'])
    expect(await to('[')).toEqual([400, 'json_malformed'])
    expect(await to('['.repeat(16 * 1024))).toEqual([400, 'json_malformed'])
    expect(await to(' '.repeat(16 * 1024 + 1))).toEqual([413, 'request_too_large'])
    expect(await to('{}', { 'Content-Encoding': 'gzip' })).toEqual([
      415,
      'content_encoding_unsupported',
    ])
    expect(await to('{}', { 'Content-Type': 'text/plain' })).toEqual([
      415,
      'content_type_unsupported',
    ])
  })

  it('NUL and lone surrogates do not reach the store', async () => {
    const { tell, rows } = await openTestApi()
    await tell({ visitor: { trackingId: 'a\u0000b\uD800' }, person: { phoneNumber: '1\u00002' } })
    expect(await rows('known_people')).toMatchObject([
      { who_key: 'tracking:a\uFFFDb\uFFFD', person: '{"phoneNumber":"1\uFFFD2"}' },
    ])
  })
})

describe('a store that is away', () => {
  it('is said so, with a time to come again and a line in the log', async () => {
    const { tell, lines } = await openTestApi({ store: awayStore(new NoAnswer('not open')) })
    const answer = await tell(ada)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(await refusalOf(answer)).toMatchObject({ status: 503, error: 'store_unavailable' })
    expect(lines).toContainEqual(expect.objectContaining({ event: 'api_store_away' }))
  })
})
