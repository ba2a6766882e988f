import { randomInt } from 'node:crypto'
import { holdPort } from '../demo-site/free-port.js'

/** Below the ports that Linux and macOS give to outgoing connections: those begin at 32768 and at 49152. */
const LOWEST_PORT = 20_000
const PORTS = 12_000
const TRIES = 50

/**
 * A free port of this machine that stays free while its process is down and starts again: no outgoing connection is
 * given it, not even one that is made to this very port and would then be connected to itself.
 */
export async function quietPort(): Promise<number> {
  for (let tried = 0; ; tried++) {
    try {
      const { port, release } = await holdPort(LOWEST_PORT + randomInt(PORTS))
      await release()
      return port
    } catch (error) {
      if (tried === TRIES) throw error
    }
  }
}
