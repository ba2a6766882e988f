import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../demo-site/free-port.js'
import { aBeacon, anEvent } from '../../wire/test-data.js'
import { assertServes } from './assert-serves.js'

const WITHIN_MS = 30_000
const ASK_EVERY_MS = 20
const STOP_WITHIN_MS = 15_000

/**
 * Runs `npx tamtam start` in the folder, as a preview, and gives the milliseconds from that command to the first 204.
 * Then script, manifest and console must be served, and SIGTERM must end it. Throws with its log when anything of it fails.
 */
export async function timeFirstEvent(folder: string, env: NodeJS.ProcessEnv): Promise<number> {
  const [port, adminPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  const startedMs = performance.now()
  // A group of its own: npx has a shell between itself and the collector.
  const child = spawn('npx', ['--no-install', 'tamtam', 'start'], {
    cwd: folder,
    env: { ...env, PORT: String(port), TAMTAM_ADMIN_PORT: String(adminPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text))
  }
  const exited = once(child, 'exit')
  const signalGroup = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  }
  try {
    while ((await postEvent(url)) !== 204) {
      if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`)
      if (performance.now() - startedMs > WITHIN_MS) throw new Error('no event was accepted')
      await sleep(ASK_EVERY_MS)
    }
    const tookMs = performance.now() - startedMs
    // The console comes after it: beacons need not wait for that.
    while (!said.join('').includes('"event":"started"')) {
      if (performance.now() - startedMs > WITHIN_MS) throw new Error('the console did not start')
      await sleep(ASK_EVERY_MS)
    }
    await assertServes({ url, consoleUrl: `http://127.0.0.1:${adminPort}` })
    signalGroup('SIGTERM')
    const late = AbortSignal.timeout(STOP_WITHIN_MS)
    await Promise.race([
      exited,
      once(late, 'abort').then(() => Promise.reject(new Error('SIGTERM did not end it'))),
    ])
    return tookMs
  } catch (cause) {
    if (child.exitCode === null && child.signalCode === null) signalGroup('SIGKILL')
    throw new Error(`npx tamtam start: ${String(cause)}\n${said.join('')}`, { cause })
  }
}

/** The status, or 0 while nobody listens. */
async function postEvent(url: string): Promise<number> {
  const event = anEvent('page_view', { occurredAtMs: Date.now() })
  const beacon = aBeacon([event], { siteId: 'demo', sentAtMs: Date.now() })
  try {
    const { status } = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { Origin: 'http://localhost', 'Content-Type': 'text/plain' },
      body: JSON.stringify(beacon),
    })
    return status
  } catch {
    return 0
  }
}
