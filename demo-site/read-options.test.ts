import { expect, it } from 'vitest'
import { readOptions } from './read-options.js'

const ports = { site: 0, collector: 0, console: 0, sandbox: 0 }

it('asks a human to look when nothing is said', () => {
  expect(readOptions([], {})).toEqual({ kind: 'human', ports })
})

it.each([[['--visit']], [['--headed']], [['--screenshot', 'x.png']]])('visits for %j', (args) => {
  expect(readOptions(args, {})).toMatchObject({ kind: 'visit', ports })
})

it('helps whatever else is asked or set', () => {
  expect(readOptions(['--visit', '--help'], { DEMO_SITE_PORT: 'x' })).toEqual({ kind: 'help' })
})

it.each([
  [['--vist'], {}, '--vist'],
  [['visit'], {}, 'visit'],
  [[], { DEMO_SITE_PORT: 'x' }, 'DEMO_SITE_PORT'],
])('refuses %j with %j', (args, env, word) => {
  const asked = readOptions(args, env)
  expect(asked).toMatchObject({ kind: 'misuse' })
  expect(asked).toHaveProperty('reason', expect.stringContaining(word))
})
