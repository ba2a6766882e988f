import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { anEvent } from '../../wire/test-data.js'
import { openStore } from '../store/store.js'
import { aSpooledBeacon, temporaryFolder } from '../store/test-store.js'
import { startProcess } from '../test-process.js'

// The built process, since its first line and its exit codes are what an operator meets: `npm run build` comes first.
const CLI = join(import.meta.dirname, '../../bin/tamtam.js')

interface Given {
  folder?: string
  env?: Record<string, string>
  file?: string
}

/** Runs the command line as a shell does. */
async function tamtam(
  args: string[],
  { folder = temporaryFolder(), env = {}, file = CLI }: Given = {},
) {
  const { PATH = '' } = process.env
  const child = spawn(file, args, { cwd: folder, env: { PATH, ...env } })
  let out = ''
  let err = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (err += text.toString()))
  const code = await new Promise((resolve) => child.once('close', resolve))
  return { code, out: out.trim(), err: err.trim() }
}

it('says what to do where nothing was built yet', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'bin/tamtam.js')
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  copyFileSync(CLI, file)
  expect(await tamtam(['start'], { folder, file })).toEqual({
    code: 1,
    out: '',
    err: `tamtam: ${join(folder, 'dist/collector/cli.js')} is not there: run "npm run build" first`,
  })
})

describe('the built tamtam', () => {
  it('runs by its own first line, and tells misuse from failing', async () => {
    expect(await tamtam(['--version'])).toMatchObject({ code: 0, err: '' })
    expect(await tamtam(['explain'])).toMatchObject({ code: 2, out: '' })
    expect(await tamtam(['explain', '1'])).toMatchObject({ code: 1, out: '' })
  })

  it('starts the collector, which says what is wrong in the same words', async () => {
    expect(await tamtam(['start'], { env: { PORT: 'x' } })).toEqual({
      code: 1,
      out: '',
      err: 'PORT: expected a whole number from 0 to 65535, got "x"',
    })
  })

  it('explains while a collector runs on the same folder', async () => {
    const { folder, post, child, ended } = await startProcess()
    const event = anEvent('page_view', { occurredAtMs: Date.now() })
    expect(await post(event)).toBe(204)
    const env = { TAMTAM_DATA_DIR: join(folder, 'data') }
    // In the spool or already in the store: either way it is found.
    const { out, err } = await tamtam(['explain', event.eventId], { folder, env })
    expect(out + err).toMatch(/^Event .*: page_view of site demo|It is in this machine's spool/m)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('ends quietly when whoever reads it has enough', async () => {
    const folder = temporaryFolder()
    const store = await openStore(join(folder, 'store.db'))
    const event = anEvent('page_view')
    await store.appendBeacons([aSpooledBeacon([event], { siteId: 'demo' })])
    await store.close()
    writeFileSync(
      join(folder, 'pipe.sh'),
      `"${CLI}" explain ${event.eventId} | head -c 1; exit \${PIPESTATUS[0]}`,
    )
    const { PATH = '' } = process.env
    const shell = spawn('bash', ['pipe.sh'], {
      cwd: folder,
      env: { PATH, TAMTAM_DATA_DIR: folder },
    })
    let err = ''
    shell.stderr.on('data', (text: Buffer) => (err += text.toString()))
    expect(await new Promise((resolve) => shell.once('close', resolve))).toBe(0)
    expect(err).toBe('')
  })
})
