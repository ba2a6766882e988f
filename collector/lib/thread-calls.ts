import type { MessagePort } from 'node:worker_threads'

/** Functions that another thread answers: what they take and give is plain data. */
type Verbs<V> = { [N in keyof V]: (...args: never[]) => Promise<unknown> }

/** Sent by who asks, and back. */
interface Call {
  id: number
  verb: PropertyKey
  args: readonly unknown[]
}
type Answer = { id: number; value: unknown } | { id: number; fault: string }

/** The other thread cannot say it now: what it asks is not open yet, fails, or takes too long. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
}

/** Who has not answered by then is away; what it was told may still take effect. */
const ANSWER_WITHIN_MS = 10_000

/** More would only wait for each other. */
const MAX_UNDER_WAY = 200

/** The verbs of another thread, to be called as if they were here. They reject with NoAnswer when none comes. */
export function askThread<V extends Verbs<V>>(
  port: MessagePort,
  names: readonly (keyof V & string)[],
  answerWithinMs = ANSWER_WITHIN_MS,
): V {
  const underWay = new Map<number, (answer: Answer) => void>()
  let lastId = 0
  port.on('message', (answer: Answer) => underWay.get(answer.id)?.(answer))
  let isOver = false
  port.on('close', () => {
    isOver = true
    for (const [id, settle] of underWay) settle({ id, fault: 'the thread has ended' })
  })

  function ask(verb: string, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (isOver) {
        reject(new NoAnswer('the thread has ended'))
        return
      }
      if (underWay.size >= MAX_UNDER_WAY) {
        reject(new NoAnswer('too many questions are waiting'))
        return
      }
      const id = ++lastId
      const settle = (answer: Answer): void => {
        clearTimeout(timer)
        underWay.delete(id)
        if ('fault' in answer) reject(new NoAnswer(answer.fault))
        else resolve(answer.value)
      }
      const timer = setTimeout(() => settle({ id, fault: 'no answer in time' }), answerWithinMs)
      underWay.set(id, settle)
      port.postMessage({ id, verb, args } satisfies Call)
    })
  }

  const verbs = names.map((name) => [name, (...args: unknown[]) => ask(name, args)] as const)
  // Of each name what `answerThread` has of it: both ends share the type.
  return Object.fromEntries(verbs) as unknown as V
}

/** Answers what `askThread` asks; `find` gives null while that cannot be. Keeps no thread from ending. */
export function answerThread<V extends Verbs<V>>(port: MessagePort, find: () => V | null): void {
  port.on('message', (call: Call) => {
    void answer(call)
      .then((given) => port.postMessage(given))
      // What cannot be sent over, such as a function: unheard, it would end the process.
      .catch((error: unknown) => port.postMessage({ id: call.id, fault: String(error) }))
  })
  port.unref()

  async function answer({ id, verb, args }: Call): Promise<Answer> {
    const verbs = find()
    if (!verbs) return { id, fault: 'the store is not open' }
    try {
      // The other end has the same type; here it is any of the verbs with the arguments that go with it.
      const all = verbs as Record<PropertyKey, (...args: never[]) => Promise<unknown>>
      const named = Object.hasOwn(all, verb) ? all[verb] : undefined
      if (!named) return { id, fault: `there is no ${String(verb)}` }
      return { id, value: await named(...(args as never[])) }
    } catch (error) {
      return { id, fault: String(error) }
    }
  }
}
