import { once } from 'node:events'
import { Readable } from 'node:stream'
import { startGroup } from './start-group.js'

export interface Display {
  /** As DISPLAY wants it, such as ":0". */
  name: string
  stop: () => Promise<void>
}

const START_TIMEOUT_MS = 20_000

/** Starts Xvfb, which takes a free number and tells it through a pipe once the display can be used. */
export async function startDisplay(xvfbPath: string): Promise<Display> {
  const { leader, stop } = await startGroup(xvfbPath, {
    args: ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
  })
  try {
    const pipe = leader.stdio[3]
    if (!(pipe instanceof Readable)) throw new Error('it has no pipe')
    const told: unknown[] = await once(pipe, 'data', {
      signal: AbortSignal.timeout(START_TIMEOUT_MS),
    })
    return { name: `:${String(told[0]).trim()}`, stop }
  } catch (cause) {
    await stop()
    throw new Error(`${xvfbPath} did not tell its display`, { cause })
  }
}
