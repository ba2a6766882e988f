import { expect, it } from 'vitest'
import type { SealedContent } from '../../store/interaction.js'
import { aSealedContent } from '../../store/test-outbox.js'
import { describe } from './describe.js'

const numeric = (numericType: 'PERCENTAGE' | 'NPS', value: number, rangeTo: number) => ({
  numeric: { numericType, value, rangeFrom: 0, rangeTo },
})

it.each<[Partial<SealedContent>, string, string]>([
  [{}, 'page', 'viewed ‘X’'],
  [{ eventType: 'pages viewed' }, 'page', '‘X’'],
  [{ eventType: 'link clicked' }, 'click', 'clicked the link ‘X’'],
  [
    { eventType: 'video watched', ...numeric('PERCENTAGE', 60, 100) },
    'video',
    'watched 60 % of ‘X’',
  ],
  [{ eventType: 'course', ...numeric('PERCENTAGE', 60, 100) }, 'video', 'got through 60 % of ‘X’'],
  [{ eventType: 'rating given', ...numeric('NPS', 9, 10) }, 'rating', 'rated ‘X’ 9 of 10'],
  [
    { eventType: 'step reached', step: { value: 'b', availableSteps: ['a', 'b', 'c'] } },
    'step',
    'reached step “b” (2 of 3) of ‘X’',
  ],
  [
    { eventType: 'step reached', step: { value: 'z', availableSteps: ['a'] } },
    'step',
    'reached step “z” of ‘X’',
  ],
  [
    { search: { name: 'crm', objectType: 'CATEGORY', domain: 'acme.com' } },
    'search',
    'searched for “crm” on ‘X’',
  ],
  [
    { share: { shareId: 's', sharer: { name: 'Sam' }, recipients: [] } },
    'share',
    'was sent ‘X’ by Sam',
  ],
  [{ share: { shareId: 's', recipients: [] } }, 'share', 'was sent ‘X’'],
  [{ eventType: 'trial started' }, 'other', '· trial started: ‘X’'],
  [{ eventType: 'constructor' }, 'other', '· constructor: ‘X’'],
])('%o is a %s and reads “%s”', (changes, kind, words) => {
  const told = describe(aSealedContent({ title: 'X', ...changes }), 'digital-interaction')
  const { before, title, after } = told.sentence
  expect([told.kind, `${before} ‘${title}’ ${after}`.trim()]).toEqual([kind, words])
})

it('a page that answers a share is one that was shared', () => {
  const { sentence } = describe(aSealedContent(), 'content-viewed')
  expect(sentence.before).toBe('viewed the shared')
})
