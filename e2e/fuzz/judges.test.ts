import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../collector/lib/error-codes.js'
import { eventIdsOf } from './good-beacon.js'
import { judgeAnswers } from './judge-answers.js'
import { judgeDebt } from './judge-disk.js'
import { judgeLogLine } from './judge-log-line.js'
import { judgeMemory } from './judge-memory.js'
import { judgeJson, judgeText } from './judge-text.js'
import type { Answer } from './shot.js'

const MIB = 1024 * 1024

const refusal = (changes: object = {}, status = 400): Answer => ({
  status,
  headers: {},
  body: JSON.stringify({
    error: 'json_malformed',
    issues: [ERROR_CODES.json_malformed],
    ...changes,
  }),
})
const accepted: Answer = { status: 204, headers: {}, body: '' }

describe('an answer that keeps every promise is no breach', () => {
  it.each([
    ['204', accepted],
    ['a refusal', refusal()],
    ['503 with Retry-After', { ...refusal({}, 503), headers: { 'retry-after': '5' } }],
  ])('%s', (_, answer) => {
    expect(judgeAnswers({}, [answer])).toEqual([])
  })

  it("the parser's own, of what is no HTTP", () => {
    const answer = { status: 400, headers: {}, body: '' }
    expect(judgeAnswers({ isOddHttp: true }, [answer])).toEqual([])
    expect(judgeAnswers({}, [answer])).toHaveLength(1)
  })
})

describe('a planted breach is found', () => {
  it.each([
    ['500', refusal({ error: 'internal_error' }, 500), 'answered 500'],
    ['503 without Retry-After', refusal({}, 503), 'answered 503 without a Retry-After in seconds'],
    ['an unknown code', refusal({ error: 'oops' }), 'no error has the code oops'],
    ['a code of every object', refusal({ error: 'toString' }), 'no error has the code toString'],
    ['no JSON', { ...refusal(), body: 'Bad Request' }, 'which is no { error, issues }'],
    ['a key more', refusal({ stack: 'at main.ts' }), 'which is no { error, issues }'],
    ['no issues', refusal({ issues: [] }), 'which is no { error, issues }'],
    ['11 issues', refusal({ issues: Array(11).fill('x') }), 'has 11 issues'],
    ['a long issue', refusal({ issues: ['x'.repeat(201)] }), 'has 201 characters'],
    ['an escape in an issue', refusal({ issues: ['\u001B[2J'] }), 'has control characters'],
    ['a C1 control in an issue', refusal({ issues: ['\u009B'] }), 'has control characters'],
  ])('%s', (_, answer, words) => {
    expect(judgeAnswers({}, [answer]).join()).toContain(words)
  })

  it('no answer, or fewer than were asked for', () => {
    expect(judgeAnswers({}, [])).toEqual(['1 of 1 answers did not come'])
    expect(judgeAnswers({ answers: 3 }, [accepted])).toEqual(['2 of 3 answers did not come'])
    expect(judgeAnswers({ answers: 0 }, [])).toEqual([])
  })

  it('a good beacon that was refused', () => {
    expect(judgeAnswers({ mustAnswer: [204] }, [refusal()]).join()).toContain('answered 400')
  })
})

describe('of good beacons', () => {
  const ids = [3, 4].flatMap((n) => eventIdsOf(n, 'good'))

  it('each event is on disk once', () => {
    expect(judgeDebt([3, 4], ids)).toEqual([])
    expect(judgeDebt([3], ids)).toEqual([])
  })

  it('one that is lost, or there twice, is found', () => {
    expect(judgeDebt([3, 4], ids.slice(1))).toEqual([
      `event ${ids[0]} was answered 204 and is lost`,
    ])
    expect(judgeDebt([3, 4], [...ids, ids[0] ?? ''])).toEqual([
      `event ${ids[0]} is on disk 2 times`,
    ])
  })
})

describe('a log line', () => {
  const line = (changes: object) =>
    JSON.stringify({ level: 40, msg: 'a beacon was refused', ...changes })

  it('is one JSON object, and tells of no fault of ours', () => {
    expect(judgeLogLine(line({ origin: '\u202E' }))).toEqual([])
    expect(judgeLogLine(line({ origin: '\u001B' }))).toEqual([]) // Escaped, as JSON has it.
    expect(judgeLogLine(line({ level: 50 }))).toHaveLength(1)
  })

  it.each(['', 'Error: oops', '[]', '{"level":40}', `${line({})}\r`, line({ origin: '\u009B' })])(
    '%j is found',
    (text) => {
      expect(judgeLogLine(text)).toHaveLength(1)
    },
  )
})

describe('stored text', () => {
  it('is UTF-8 without NUL', () => {
    expect(judgeText(Buffer.from('Ærø 😀 \uFEFF'))).toBeNull()
    expect(judgeText(Buffer.from('a\0b'))).toBe('holds NUL')
    expect(judgeText(Buffer.from('eda080', 'hex'))).toBe('is not UTF-8')
  })

  it('that is JSON means nothing else by its escapes', () => {
    expect(judgeJson(Buffer.from('{"a":"\\\\u0000"}'))).toBeNull()
    expect(judgeJson(Buffer.from('{"a":["\\u0000"]}'))).toContain('NUL')
    expect(judgeJson(Buffer.from('{"\\ud800":1}'))).toContain('lone surrogate')
    expect(judgeJson(Buffer.from('{'))).toBe('is no JSON')
  })
})

describe('memory', () => {
  const levels = { warmBytes: 100 * MIB, endBytes: 132 * MIB, bombsBytes: 32 * MIB }

  it('may grow by 32 MiB', () => {
    expect(judgeMemory(levels)).toEqual([])
    expect(judgeMemory({ ...levels, endBytes: 132 * MIB + 1 })).toHaveLength(1)
  })

  it('tells a bomb that was inflated', () => {
    expect(judgeMemory({ ...levels, bombsBytes: 50 * MIB })).toHaveLength(1)
  })

  it('is not judged where it was not measured', () => {
    expect(judgeMemory({ warmBytes: null, endBytes: null, bombsBytes: null })).toEqual([])
  })
})
