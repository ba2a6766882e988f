import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStore } from '../store/store.js'
import { sealOne } from '../store/test-outbox.js'
import { temporaryFolder } from '../store/test-store.js'
import { NOON_MS } from '../../wire/test-data.js'
import { openTestCli } from './test-cli.js'

const ROOT = join(import.meta.dirname, '../..')

async function suggested(cli: ReturnType<typeof openTestCli>, ...words: string[]) {
  const { code, out } = await cli.run('complete', '--', ...words)
  expect(code).toBe(0)
  const lines = out.split('\n')
  return { values: lines.slice(0, -1).map((line) => line.split('\t')[0]), end: lines.at(-1) }
}

describe('tamtam complete', () => {
  it.each([
    [['er'], ['erase']],
    [
      ['dead', ''],
      ['list', 'redrive'],
    ],
    [['dead', 'list', '--re'], ['--reason']],
    [['erase', '--email', 'a@b.example', '--em'], []],
    [['erase', '--email', ''], []],
    [
      ['token', '--alg', 'E'],
      ['ES256', 'EdDSA'],
    ],
    [
      ['token', '--alg=E'],
      ['ES256', 'EdDSA'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', 'powershell'],
    ],
    [['export', '--site', ''], ['acme-www']],
    [['explain', ''], []],
    [['nonsense', '--', 'x'], []],
  ])('%j may be %j', async (words, values) => {
    const found = await suggested(openTestCli(), ...words)
    expect(found.values.sort()).toEqual([...values].sort())
    expect(found.end).toBe(':4')
  })

  it('leaves paths to the shell', async () => {
    expect(await suggested(openTestCli(), 'simulate', '--rules', '')).toEqual({
      values: [],
      end: ':0',
    })
  })

  it('knows for what something is dead just now, and nothing where there is no store', async () => {
    const cli = openTestCli()
    expect((await suggested(cli, 'dead', 'list', '--reason', '')).values).toEqual([])
    const store = await openStore(join(cli.folder, 'store.db'), { clock: () => NOON_MS })
    await store.bury(await sealOne(store), 'compose_failed', NOON_MS)
    await store.close()
    expect((await suggested(cli, 'dead', 'list', '--reason', 'c')).values).toEqual([
      'compose_failed',
    ])
    expect((await suggested(cli, 'held', 'list', '--reason', '')).values).toEqual([])
  })

  it('is in no help, and completion is', async () => {
    const { out } = await openTestCli().run('--help')
    expect(out).toMatch(/^ {2}completion /m)
    expect(out).not.toMatch(/^ {2}complete /m)
  })
})

describe("bash with tamtam's completion", () => {
  /** What bash offers for each of these, by the words that it would hand over. */
  function completeInBash(lines: string[][], folder = temporaryFolder()): string[] {
    const program = join(folder, 'tamtam')
    const tsx = join(ROOT, 'node_modules/tsx/dist/loader.mjs')
    const main = join(ROOT, 'collector/cli/main.ts')
    writeFileSync(program, `#!/bin/bash\nexec node --import '${tsx}' '${main}' "$@"\n`)
    chmodSync(program, 0o755)
    const calls = lines.map((words) => {
      const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
      return `COMP_WORDS=(tamtam ${quoted}) COMP_CWORD=${words.length} COMPREPLY=()
        _tamtam tamtam; printf '%s ' "\${COMPREPLY[@]}"; echo`
    })
    const script = `eval "$(tamtam completion bash)"\n${calls.join('\n')}`
    const { stdout, status } = spawnSync('bash', ['--norc', '-c', script], {
      cwd: folder,
      env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    })
    expect(status).toBe(0)
    return stdout
      .toString()
      .split('\n')
      .map((line) => line.trim())
  }

  it('completes commands, options and their values, also after an equals sign', () => {
    const lines = [['mig'], ['dead', 'redrive', '--r'], ['token', '--alg', '=', 'H']]
    expect(completeInBash(lines).slice(0, 3)).toEqual(['migrate', '--reason', 'HS256'])
  }, 30_000)

  it('runs nothing of what was typed', () => {
    const folder = temporaryFolder()
    completeInBash(
      [['export', '>', 'made.json', '$(touch made.json)', '`touch made.json`', '']],
      folder,
    )
    expect(existsSync(join(folder, 'made.json'))).toBe(false)
  }, 30_000)
})
