import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Answer, Page } from './test-far-end.js'
import {
  answerAfter,
  answerBy,
  answerWith,
  eventOf,
  openBrowser,
  openPage,
  received,
  receivedIds,
} from './test-far-end.js'

type Step =
  | { kind: 'record'; count: number }
  | { kind: 'wait'; ms: number }
  /** The page is hidden, and shown again. */
  | { kind: 'hide' }
  | { kind: 'nextPage' }
  | { kind: 'online' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('record'), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('wait'), ms: fc.nat({ max: 40_000 }) }),
  fc.record({ kind: fc.constantFrom('hide', 'nextPage', 'online') }),
)

const answer = fc.record({
  answer: fc.constantFrom<Answer[]>(204, 204, 400, 413, 429, 503, 'unreachable', 'never'),
  afterMs: fc.nat({ max: 5_000 }),
})

/** What a page was given to send, in order, and the numbers of its requests. */
interface Visit {
  page: Page
  given: string[]
  firstRequest: number
  /** Of the first request that did not wait for its turn. */
  firstLeft: number
}

test('property: each event arrives that was not refused, in order and one beacon at a time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 20 }),
      fc.array(answer, { maxLength: 25 }),
      fc.constantFrom<Step[]>({ kind: 'nextPage' }, { kind: 'wait', ms: 0 }),
      async (steps, answers, last) => {
        openBrowser()
        answerBy(() => {
          const next = answers.shift()
          answerAfter(next?.afterMs ?? 0)
          return next?.answer ?? 204
        })
        const visits = [await visit()]
        const hurried = new Set<number>()
        let recorded = 0
        const take = async (taken: Step) => {
          const present = visits[visits.length - 1] as Visit // There is always one.
          if (taken.kind === 'record') {
            for (let i = 0; i < taken.count; i++) give(present, String(recorded++))
          } else if (taken.kind === 'wait') await vi.advanceTimersByTimeAsync(taken.ms)
          else if (taken.kind === 'online') window.dispatchEvent(new Event('online'))
          else {
            present.firstLeft = Math.min(present.firstLeft, received.length)
            const before = received.length
            present.page.flush(true)
            for (let i = before; i < received.length; i++) hurried.add(i)
            if (taken.kind === 'nextPage') visits.push(await visit())
          }
        }
        for (const each of steps) await take(each)
        answerWith(204)
        answerAfter(0)
        await take(last)
        await vi.advanceTimersByTimeAsync(3_600_000)

        const accepted = new Set(idsAnswered((status) => status === 204))
        const refused = new Set(
          idsAnswered((status, ids) => (status === 400 || status === 413) && ids === 1),
        )
        const lost = Array.from({ length: recorded }, (_, i) => String(i)).filter(
          (id) => !accepted.has(id) && !refused.has(id),
        )
        expect(lost).toEqual([])
        expect(localStorage).toEqual({})
        expect(received.filter((one, i) => one.othersUnderWay && !hurried.has(i))).toEqual([])
        visits.forEach((each, i) => expectOrder(each, visits[i + 1]?.firstRequest))
      },
    ),
    { numRuns: 300 },
  )
})

async function visit(): Promise<Visit> {
  const page = await openPage()
  const begun = { page, given: [], firstRequest: received.length, firstLeft: Infinity }
  page.takeUnsent(({ eventId }) => give(begun, eventId))
  return begun
}

function give({ page, given }: Visit, eventId: string): void {
  given.push(eventId)
  page.send(eventOf(eventId))
}

function idsAnswered(isMeant: (answer: Answer, ids: number) => boolean): string[] {
  return received.filter((one) => isMeant(one.answer, one.ids.length)).flatMap(({ ids }) => ids)
}

/** Within a beacon always, and over all beacons that waited for their turn. */
function expectOrder({ given, firstRequest, firstLeft }: Visit, end = received.length): void {
  const ranks = new Map(given.map((id, rank) => [id, rank]))
  const inTurn = received.slice(firstRequest, firstLeft).filter(({ answer }) => answer === 204)
  const orders = [...receivedIds().slice(firstRequest, end), inTurn.flatMap(({ ids }) => ids)]
  for (const ids of orders) {
    const order = ids.map((id) => ranks.get(id) ?? NaN)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  }
}
