import { describe, expect, it } from 'vitest'
import type { Person } from '../contract/person.js'
import { aFullInteraction } from '../sandbox-for-tests.js'
import { groupEntries } from './group-entries.js'
import { interactionEntry } from './interaction-entry.js'

function entry(minute: number, who: { person: Person } | { trackingId: string }) {
  const timestamp = `2026-11-20T10:${String(minute).padStart(2, '0')}:00Z`
  return interactionEntry(`m${minute}`, { ...aFullInteraction(), person: null, timestamp, ...who })
}

describe('groupEntries', () => {
  it('puts the company, the person and the row that moved last on top', () => {
    const groups = groupEntries([
      entry(1, { person: { email: 'ada@a.example' } }),
      entry(2, { person: { email: 'bob@b.example' } }),
      entry(4, { person: { email: 'ada@a.example' } }),
      entry(3, { person: { email: 'eve@a.example' } }),
    ])
    expect(
      groups.map(({ company, people }) => [
        company.name,
        people.map(({ who, entries }) => [who.name, entries.map(({ id }) => id)]),
      ]),
    ).toEqual([
      [
        'a.example',
        [
          ['ada@a.example', ['m4', 'm1']],
          ['eve@a.example', ['m3']],
        ],
      ],
      ['b.example', [['bob@b.example', ['m2']]]],
    ])
  })

  it('is one company by domain, with the name that any of its interactions gave', () => {
    const [group, ...others] = groupEntries([
      entry(1, { person: { email: 'ada@a.example', company: { name: 'Acme' } } }),
      entry(2, { person: { personId: 'v1', company: { domain: 'a.example' } } }),
    ])
    expect(others).toEqual([])
    expect(group?.company).toMatchObject({ name: 'Acme', detail: 'a.example' })
  })

  it('keeps visitors with a tracking id apart from each other', () => {
    const [group] = groupEntries([
      entry(1, { trackingId: 'aaaaaaaaaaaaaaaa1' }),
      entry(2, { trackingId: 'aaaaaaaaaaaaaaaa2' }),
    ])
    expect(group?.people.map(({ who }) => who.name)).toEqual([
      'Tracked visitor aaaaaaaaaaaa…',
      'Tracked visitor aaaaaaaaaaaa…',
    ])
  })
})
