import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseAnswers } from './parse-answers.js'
import { ANSWER_WITHIN_MS } from './send-http.js'
import type { Answer, RawShot } from './shot.js'

/** Writes the bytes on a connection of their own and resolves with what came back until the other end closed it. */
export async function sendRaw(
  port: number,
  { parts, pauseMs, hangsUp }: RawShot,
): Promise<RawTold> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const received: Buffer[] = []
  let timedOut = false
  socket.on('data', (piece) => received.push(piece))
  // Cut off, as it may be; what came before is what counts.
  socket.on('error', () => undefined)
  socket.setTimeout(ANSWER_WITHIN_MS, () => {
    timedOut = true
    socket.destroy()
  })
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  for (const [index, part] of parts.entries()) {
    if (index > 0) await sleep(pauseMs)
    if (!socket.destroyed) socket.write(part)
  }
  if (hangsUp) socket.end()
  await closed
  return { answers: parseAnswers(Buffer.concat(received)), timedOut }
}

export interface RawTold {
  answers: Answer[]
  /** The other end neither answered for so long nor closed the connection. */
  timedOut: boolean
}
