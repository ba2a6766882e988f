import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * What the line does to what is sent through it:
 * pass    hands everything on
 * delay   hands everything on `delayMs` later
 * freeze  hands nothing on and closes nothing, as after a cable was pulled; what was held comes when it is back
 * reset   hands on what is sent and resets the connection before an answer comes back
 */
export type LineMode = 'pass' | 'delay' | 'freeze' | 'reset'

export interface TcpProxy {
  port: number
  setMode(mode: LineMode): void
  /** Cuts all connections. */
  cut(): void
  close(): Promise<void>
}

/** A TCP line to a port of this machine that can be made to misbehave while it is in use. */
export async function openTcpProxy(targetPort: number, delayMs = 50): Promise<TcpProxy> {
  let mode: LineMode = 'pass'
  let thawed = Promise.resolve()
  let thaw = (): void => undefined
  const pairs = new Set<{ near: Socket; far: Socket }>()

  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1')
    const pair = { near, far }
    pairs.add(pair)
    const end = (): void => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) {
      socket.on('error', end) // The other side learns of it by its own end.
      socket.on('close', end)
    }
    near.on('data', createHand(far))
    const handBack = createHand(near)
    far.on('data', (chunk) => {
      if (mode === 'reset') {
        near.resetAndDestroy()
        end()
      } else handBack(chunk)
    })
  })

  /** Whatever the line does to them, bytes keep their order and none is left out, as TCP promises. */
  function createHand(to: Socket): (chunk: Buffer) => void {
    let handed = Promise.resolve()
    return (chunk) => {
      const dueMs = performance.now() + (mode === 'delay' ? delayMs : 0)
      const before = handed
      handed = (async () => {
        await before
        const waitMs = dueMs - performance.now()
        if (waitMs > 0) await sleep(waitMs)
        await thawed
        if (to.writable) to.write(chunk)
      })()
    }
  }

  function setMode(next: LineMode): void {
    if (next === mode) return
    mode = next
    thaw()
    if (next === 'freeze') thawed = new Promise((resolve) => (thaw = resolve))
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port, // A string only for a pipe.
    setMode,
    cut() {
      for (const { near, far } of pairs) {
        near.resetAndDestroy()
        far.destroy()
      }
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const { near, far } of pairs) {
        near.destroy()
        far.destroy()
      }
      await closed
    },
  }
}
