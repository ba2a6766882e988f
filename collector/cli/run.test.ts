import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTestCli } from './test-cli.js'

const COMMANDS = [
  'start',
  'explain',
  'preview',
  'quota',
  'dead list',
  'dead redrive',
  'held list',
  'simulate',
  'doctor',
  'erase',
  'export',
  'share',
  'gong integration-settings',
  'migrate',
  'token',
]
const manifest = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')
const { version } = JSON.parse(manifest) as { version: string }

describe('the command line', () => {
  it('says its version and its help, and ends with 0', async () => {
    const { run } = openTestCli()
    expect(await run('--version')).toMatchObject({ code: 0, out: version, err: '' })
    const help = await run('--help')
    expect(help).toMatchObject({ code: 0, err: '' })
    for (const name of COMMANDS) {
      expect(help.out).toMatch(new RegExp(`^  ${name.split(' ')[0]} `, 'm'))
    }
    expect(help.out).toContain('Examples:')
  })

  it.each(COMMANDS)('%s has help with an example, and takes --json', async (name) => {
    const { code, out } = await openTestCli().run(...name.split(' '), '--help')
    expect(code).toBe(0)
    expect(out).toContain(`tamtam ${name}`)
    expect(out).toContain('Example')
    expect(out).toContain('--json')
  })

  it.each([
    [['expalin', 'x'], "unknown command 'expalin'"],
    [['explain'], "missing required argument 'id'"],
    [['explain', 'ada@example.org'], 'or its eventId at Gong, got "ada@example.org"'],
    [['dead', 'show', '1'], "unknown command 'show'"],
    [['explain', 'x', '--jsno'], "unknown option '--jsno'"],
    [['preview', '--limit', 'many'], 'Expected a whole number from 1 to 100000.'],
    [[], 'Usage: tamtam'],
  ])('%o is misuse: 2, with a word on what is wrong', async (args, words) => {
    const { code, out, err } = await openTestCli().run(...args)
    expect(err).toContain(words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  it("fails by the collector's own words for a wrong variable: 1", async () => {
    const { run } = openTestCli({ env: { PORT: 'x' } })
    expect(await run('explain', '1')).toEqual({
      code: 1,
      out: '',
      err: 'PORT: expected a whole number from 0 to 65535, got "x"',
      progress: [],
    })
  })

  it.each([
    [['explain', '1', '--json'], { PORT: 'x' }, 1, 'configuration', 'PORT: expected a whole'],
    [['preview', '--json'], {}, 1, 'failed', 'TAMTAM_DATA_DIR: expected the folder'],
    [['preview', '--limit', 'x', '--json'], {}, 2, 'misuse', 'Expected a whole number'],
    [['erase', '--json'], {}, 2, 'misuse', 'name one person'],
    [['expalin', '--json'], {}, 2, 'misuse', 'unknown'],
  ])('%j fails by one line of JSON', async (args, env, code, error, words) => {
    const ran = await openTestCli({ env }).run(...args)
    expect([ran.code, ran.out]).toEqual([code, ''])
    const fault = JSON.parse(ran.err) as { error: string; message: string }
    expect(fault.error).toBe(error)
    expect(fault.message).toContain(words)
  })
})
