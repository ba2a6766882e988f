import { expect, it } from 'vitest'
import { readOptions } from './options.js'

it('runs both scenarios for three minutes with any seed unless told otherwise', () => {
  expect(readOptions([])).toEqual({
    kind: 'options',
    options: { seconds: 180, seed: null, scenarios: ['embedded', 'postgres'] },
  })
  expect(readOptions(['--seconds', '60', '--seed', '0', '--only', 'postgres'])).toEqual({
    kind: 'options',
    options: { seconds: 60, seed: 0, scenarios: ['postgres'] },
  })
  expect(readOptions(['--help'])).toEqual({ kind: 'help' })
})

it.each([
  [['--seconds', '19'], '--seconds: expected a whole number from 20 to 86400, got "19"'],
  [['--seconds', '1e3'], '--seconds: expected a whole number from 20 to 86400, got "1e3"'],
  [
    ['--seed', '4294967296'],
    '--seed: expected a whole number from 0 to 4294967295, got "4294967296"',
  ],
  [['--only', 'mysql'], '--only: expected embedded or postgres, got "mysql"'],
])('says what is wrong with %j', (args, fault) => {
  expect(readOptions(args)).toEqual({ kind: 'misuse', fault })
})

it('says that it knows no other option', () => {
  expect(readOptions(['--speed'])).toMatchObject({ kind: 'misuse' })
})
