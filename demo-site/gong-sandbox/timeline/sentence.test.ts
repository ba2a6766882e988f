import { expect, it } from 'vitest'
import type { DigitalInteraction } from '../contract/digital-interaction.js'
import { aFullInteraction } from '../sandbox-for-tests.js'
import { describeInteraction } from './sentence.js'

type Details = Partial<DigitalInteraction['content']>

const rated = { rangeFrom: 0, rangeTo: 10, value: 9, numericType: 'NPS' } as const
const cases: [string, Details, string][] = [
  ['page viewed', {}, 'viewed ‘T’'],
  ['video watched', { numericContentDetails: percent(60) }, 'watched 60 % of ‘T’'],
  ['link clicked', {}, 'clicked the link ‘T’'],
  ['button clicked', {}, 'clicked the button ‘T’'],
  ['file downloaded', {}, 'downloaded ‘T’'],
  ['form submitted', {}, 'submitted the form ‘T’'],
  ['survey', { numericContentDetails: rated }, 'rated ‘T’ 9 of 10'],
  [
    'wizard',
    { stepContentDetails: { value: 'B', availableSteps: ['A', 'B'] } },
    'reached step “B” (2 of 2) of ‘T’',
  ],
  ['demo booked', {}, '· demo booked: ‘T’'],
]

it.each(cases)('tells of a %s', (eventType, details, words) => {
  const { sentence } = describeInteraction({
    ...aFullInteraction(),
    eventType,
    content: { contentTitle: 'T', ...details },
  })
  expect(`${sentence.before} ‘${sentence.title}’ ${sentence.after}`.trim()).toBe(words)
})

function percent(value: number) {
  return { rangeFrom: 0, rangeTo: 100, value, numericType: 'PERCENTAGE' } as const
}
