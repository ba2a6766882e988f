import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { ORIGIN, USER_AGENT } from './beacon-text.js'
import { CONNECTIONS } from './load.js'
import type { Tally } from './tally.js'

/** How long the last answers are waited for. */
const PATIENCE_MS = 10_000

interface Connection {
  socket: Socket
  underWay: { beacon: number; dueMs: number } | null
  received: string
}

/**
 * Beacons come due at a constant rate, whatever becomes of earlier ones, as page views do. A latency runs from when its
 * beacon was due: one that finds every connection busy waits for one, and a server that stands still is charged with
 * all that came due meanwhile. Up to a millisecond is this process's timer, to whomever it sends.
 */
export async function applyOpenLoop(options: {
  url: string
  tally: Tally
  textOf: (beacon: number) => string
  arrivalsPerSecond: number
}): Promise<void> {
  const { tally, textOf, arrivalsPerSecond } = options
  const { hostname, port, host } = new URL(options.url)
  const requestOf = createRequest(host)
  const idle: Connection[] = []
  let dueMs = 0
  let lastDueMs = 0

  function sendDue(): void {
    const untilMs = Math.min(performance.now(), lastDueMs)
    while (dueMs <= untilMs) {
      const connection = idle.pop()
      if (!connection) return
      const beacon = tally.nextBeacon()
      connection.underWay = { beacon, dueMs }
      connection.socket.write(requestOf(textOf(beacon)))
      dueMs += 1000 / arrivalsPerSecond
    }
  }

  function receive(connection: Connection, text: string): void {
    const { underWay } = connection
    connection.received += text
    // A 204 has no body; another answer ends the measurement, so what follows its head does not matter.
    if (!underWay || !connection.received.includes('\r\n\r\n')) return
    const status = Number(connection.received.slice('HTTP/1.1 '.length, 'HTTP/1.1 204'.length))
    tally.answered({
      beacon: underWay.beacon,
      status,
      latencyMs: performance.now() - underWay.dueMs,
      atMs: underWay.dueMs,
    })
    connection.underWay = null
    connection.received = ''
    idle.push(connection)
    sendDue()
  }

  /** Resolves once all that came due has been answered, or has waited too long. */
  async function sendUntil(untilMs: number): Promise<void> {
    dueMs = performance.now()
    lastDueMs = untilMs
    const isThrough = (): boolean => dueMs > untilMs && idle.length === CONNECTIONS
    while (!isThrough() && performance.now() < untilMs + PATIENCE_MS) {
      sendDue()
      await sleep(1)
    }
    const overdue = Math.max(0, Math.ceil(((untilMs - dueMs) * arrivalsPerSecond) / 1000))
    tally.unanswered(CONNECTIONS - idle.length + overdue)
  }

  const connections = await Promise.all(
    Array.from({ length: CONNECTIONS }, async (): Promise<Connection> => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true })
      await once(socket, 'connect')
      const connection = { socket, underWay: null, received: '' }
      socket.setEncoding('latin1').on('data', (text: string) => receive(connection, text))
      // Whoever is cut off never becomes idle again, and is counted as unanswered.
      socket.on('error', () => undefined)
      return connection
    }),
  )
  idle.push(...connections)
  await sendUntil(tally.fromMs())
  // What a cold server has left waiting is through: it is no part of the measurement.
  tally.begin()
  await sendUntil(tally.untilMs())
  for (const { socket } of connections) socket.destroy()
}

function createRequest(host: string): (body: string) => string {
  const head = [
    'POST /v1/events HTTP/1.1',
    `host: ${host}`,
    `origin: ${ORIGIN}`,
    'content-type: text/plain;charset=UTF-8',
    `user-agent: ${USER_AGENT}`,
    'content-length: ',
  ].join('\r\n')
  return (body) => `${head}${Buffer.byteLength(body)}\r\n\r\n${body}`
}
