import pg from 'pg'
import { expect, it } from 'vitest'
import { isAway } from './is-away.js'
import { openToRead } from './open-to-read.js'

const stated = (code: string) => Object.assign(new pg.DatabaseError('x', 1, 'error'), { code })

it.each([
  ['a refused connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
  ['several of them', new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })])],
  ['no connection in time', new Error('timeout exceeded when trying to connect')],
  ['a cut one', new Error('Connection terminated unexpectedly')],
  [
    'one that was cut before',
    new Error('of the transaction', { cause: new Error('the connection was lost') }),
  ],
  ['a server that goes down', stated('57P01')],
  ['a server with no room', stated('53300')],
  ['a server that does not answer in time', stated('57014')],
  ['a file that others hold', Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' })],
])('%s says that the store is away', (_, error) => {
  expect(isAway(error)).toBe(true)
})

it.each([
  ['what the store refuses', stated('42703')],
  ['a fault of ours', new TypeError('x is not a function')],
  ['no error at all', 'ECONNREFUSED'],
])('%s does not', (_, error) => {
  expect(isAway(error)).toBe(false)
})

it('a PostgreSQL that nobody runs is away', async () => {
  const error: unknown = await openToRead('postgres://nobody@127.0.0.1:1/nothing').catch(
    (e) => e as unknown,
  )
  expect(isAway(error)).toBe(true)
})
