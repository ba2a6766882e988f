import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A port of this machine that was free a moment ago, for a process that has to be told its port. */
export async function freePort(): Promise<number> {
  const { port, release } = await holdPort(0)
  await release()
  return port
}

/** Takes the port, or a free one for 0, until `release`. Rejects with Node's error when it cannot be had. */
export async function holdPort(wanted: number) {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(wanted, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo // A string only for a pipe.
  const release = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { port, release }
}
