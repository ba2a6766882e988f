import { describe, expect, it } from 'vitest'
import { aSandbox } from '../sandbox-for-tests.js'
import { toEntries, type Entry } from './entry.js'
import { groupEntries } from './group-entries.js'
import { readShares } from './read-shares.js'

const offer = {
  reportingSystem: 'Firnline',
  eventTimestamp: '2026-11-20T10:00:00Z',
  contentId: 'offer-7',
  contentUrl: 'https://www.firnline.example/offers/7',
  contentTitle: 'Your offer',
  shareId: 's1',
}
const ada = { email: 'ada@a.example', name: 'Ada Lovelace' }
const bob = { email: 'bob@a.example' }
const eve = { email: 'eve@e.example', name: 'Eve' }
const share = {
  ...offer,
  sharer: { name: 'Sam Keller' },
  recipients: [ada, bob],
  sharingMessageSubject: 'As promised',
}

/** The rows of these calls, in order of arrival; a body with recipients is a share. */
async function entriesOf(bodies: object[], firstShown = 0): Promise<Entry[]> {
  const sandbox = aSandbox()
  for (const body of bodies) {
    const call = 'recipients' in body ? 'shared' : 'viewed'
    const path = `/v2/customer-engagement/content/${call}`
    expect(await sandbox.send(body, { method: 'PUT', path })).toMatchObject({ status: 200 })
  }
  const shares = readShares(sandbox.accepted(), firstShown)
  return sandbox.accepted().flatMap((call) => toEntries(call, shares))
}

function inWords({ who, sentence: { before, title, after } }: Entry): string {
  return `${who.name} ${before} ‘${title}’ ${after}`.trim()
}

describe('a share', () => {
  it('has a row under each recipient and is one interaction of their company', async () => {
    const entries = await entriesOf([share])
    expect(entries.map(inWords)).toEqual([
      'Ada Lovelace was sent ‘Your offer’ by Sam Keller',
      'bob@a.example was sent ‘Your offer’ by Sam Keller',
    ])
    expect(entries.map(({ id }) => id)).toEqual(['request-1', 'request-1-1'])
    expect(groupEntries(entries)).toMatchObject([{ count: 1, people: [{}, {}] }])
  })

  it('tells its subject, who else has it, and that nobody looked', async () => {
    const [first] = await entriesOf([share])
    expect(first?.chips).toEqual([
      { name: 'Views', value: 'none yet' },
      { name: 'Subject', value: 'As promised' },
      { name: 'Also to', value: 'bob@a.example' },
    ])
  })

  it('counts its views, also those that arrived before it, and no others', async () => {
    const other = { ...offer, shareId: 's2', viewer: ada }
    const view = { ...offer, viewer: ada }
    const chips = async (bodies: object[]) =>
      (await entriesOf(bodies)).find(({ kind }) => kind === 'share')?.chips[0]?.value
    expect(await chips([view, share, other])).toBe('Viewed once')
    expect(await chips([view, share, other, { ...offer, viewer: bob }])).toBe('Viewed 2 times')
  })

  it('without an id counts none', async () => {
    const [first] = await entriesOf([{ ...share, shareId: undefined, recipients: [ada] }])
    expect(first?.chips).toEqual([{ name: 'Subject', value: 'As promised' }])
  })
})

describe('a view', () => {
  const lastOf = async (bodies: object[]) => (await entriesOf(bodies)).at(-1)

  it('names the share that it answers and leads to its row', async () => {
    const view = await lastOf([share, { ...offer, viewer: { email: 'Bob@a.example' } }])
    expect(view && inWords(view)).toBe('Bob@a.example viewed what Sam Keller shared: ‘Your offer’')
    expect(view?.answers).toEqual({
      rowId: 'request-1-1',
      subject: 'As promised',
      sharedAtMs: Date.parse(offer.eventTimestamp),
    })
  })

  it('by somebody else says whom it was shared with', async () => {
    const view = await lastOf([share, { ...offer, viewer: eve }])
    expect(view && inWords(view)).toBe(
      'Eve viewed what Sam Keller shared with Ada Lovelace: ‘Your offer’',
    )
    expect(view?.company.name).toBe('e.example')
  })

  it('by nobody in particular stands under the company that it was shared with', async () => {
    const view = await lastOf([share, offer])
    expect(view && inWords(view)).toBe('Somebody viewed what Sam Keller shared: ‘Your offer’')
    expect(view?.company.name).toBe('a.example')
  })

  it('by tracking id stays with the tracked visitors', async () => {
    const view = await lastOf([share, { ...offer, trackingId: 'opaque' }])
    expect(view?.company.name).toBe('Known by tracking id')
  })

  it('of a share that never came is a view all the same', async () => {
    const view = await lastOf([{ ...offer, viewer: ada }])
    expect(view && inWords(view)).toBe('Ada Lovelace viewed the shared ‘Your offer’')
    expect(view?.answers).toBeNull()
  })

  it('leads nowhere when its share is too old for the page', async () => {
    const [, , view] = await entriesOf([share, { ...offer, viewer: ada }], 1)
    expect(view?.answers?.rowId).toBeNull()
  })
})
