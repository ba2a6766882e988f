import { connect as connectPlainly, type Socket } from 'node:net'
import { connect as connectSafely, TLSSocket } from 'node:tls'

/** A connection as it was, made as a call would make it, without a call. */
export interface Reached {
  /** Of the other side. */
  address: string
  /** By which this machine left. */
  localAddress: string
  /** Null without TLS. */
  tls: string | null
}

/** Connects to where an address of http or https leads, and closes again. Throws what keeps it from that. */
export async function reach(address: string, timeoutMs: number): Promise<Reached> {
  const { protocol, hostname, port } = new URL(address)
  // Of an IPv6 address, a URL has its brackets too.
  const host = hostname.replace(/^\[|\]$/g, '')
  const isSafe = protocol === 'https:'
  const place = { host, port: Number(port) || (isSafe ? 443 : 80) }
  const socket = isSafe
    ? connectSafely({ ...place, ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }) })
    : connectPlainly(place)
  try {
    await connected(socket, { event: isSafe ? 'secureConnect' : 'connect', timeoutMs })
    return {
      address: socket.remoteAddress ?? '',
      localAddress: socket.localAddress ?? '',
      tls: socket instanceof TLSSocket ? socket.getProtocol() : null,
    }
  } finally {
    socket.destroy()
  }
}

function connected(
  socket: Socket,
  { event, timeoutMs }: { event: string; timeoutMs: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = new Error(`no answer within ${timeoutMs / 1000} s`)
    // Its own time-out would count from the last sign of life, and not while the name is looked up.
    const timer = setTimeout(() => reject(late), timeoutMs)
    socket.once('close', () => clearTimeout(timer))
    // Also after it is settled: unheard, an error would end the process.
    socket.on('error', reject)
    socket.once(event, () => resolve())
  })
}
