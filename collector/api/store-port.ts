import type { MessagePort } from 'node:worker_threads'
import type { ServerStore } from './server-store.js'

/** Sent by the accepting thread, and back to it. */
interface Call {
  id: number
  verb: keyof ServerStore
  args: readonly unknown[]
}
type Answer = { id: number; value: unknown } | { id: number; fault: string }

/** The store cannot say it now: it is not open yet, fails, or takes too long. */
export class StoreAway extends Error {
  override name = 'StoreAway'
}

/** A store that has not answered by then is away; what it was told may still take effect. */
const ANSWER_WITHIN_MS = 10_000

/** More would only wait for each other. */
const MAX_UNDER_WAY = 200

/**
 * Asks the thread that has the store already. With a connection of its own, the accepting thread would wait for that
 * thread's transactions and for an fsync, and beacons with it: while 60,000 events were worked off, a write from here
 * stopped it for up to 0.6 s (0.04 s in the middle), one asked of the other thread for nothing, and took 0.35 s at most
 * (0.03 s).
 */
export function askStore(port: MessagePort, answerWithinMs = ANSWER_WITHIN_MS): ServerStore {
  const underWay = new Map<number, (answer: Answer) => void>()
  let lastId = 0
  port.on('message', (answer: Answer) => underWay.get(answer.id)?.(answer))
  port.on('close', () => {
    for (const [id, settle] of underWay) settle({ id, fault: 'the thread has ended' })
  })

  function ask<V extends keyof ServerStore>(verb: V, ...args: Parameters<ServerStore[V]>) {
    return new Promise<Awaited<ReturnType<ServerStore[V]>>>((resolve, reject) => {
      if (underWay.size >= MAX_UNDER_WAY) {
        reject(new StoreAway('too many questions are waiting'))
        return
      }
      const id = ++lastId
      const settle = (answer: Answer): void => {
        clearTimeout(timer)
        underWay.delete(id)
        if ('fault' in answer) reject(new StoreAway(answer.fault))
        // What `answerStore` got of the same verb.
        else resolve(answer.value as Awaited<ReturnType<ServerStore[V]>>)
      }
      const timer = setTimeout(() => settle({ id, fault: 'no answer in time' }), answerWithinMs)
      underWay.set(id, settle)
      port.postMessage({ id, verb, args } satisfies Call)
    })
  }

  return {
    tellPeople: (people) => ask('tellPeople', people),
    makeLinks: (links) => ask('makeLinks', links),
    makeShare: (share) => ask('makeShare', share),
    findLink: (tokenHash) => ask('findLink', tokenHash),
    revokeLink: (link) => ask('revokeLink', link),
  }
}

/** Answers what `askStore` asks; `find` gives null while there is no store. Keeps no thread from ending. */
export function answerStore(port: MessagePort, find: () => ServerStore | null): void {
  port.on('message', (call: Call) => {
    void answer(call).then((given) => port.postMessage(given))
  })
  port.unref()

  async function answer({ id, verb, args }: Call): Promise<Answer> {
    const store = find()
    if (!store) return { id, fault: 'the store is not open' }
    try {
      // The other end has the same types; here it is any of the verbs with the arguments that go with it.
      const verbs = store as Record<Call['verb'], (...args: never[]) => Promise<unknown>>
      return { id, value: await verbs[verb](...(args as never[])) }
    } catch (error) {
      return { id, fault: String(error) }
    }
  }
}
