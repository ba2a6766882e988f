/** What a call meets: a status with a body and headers, or a failure that fetch throws. */
export type ScriptedAnswer =
  { status: number; body?: string | object; headers?: Record<string, string> } | { fails: Error }

export const ACCEPTED: ScriptedAnswer = { status: 200, body: { requestId: 'r-1' } }

/** As fetch says it when AbortSignal.timeout fires. */
export const TIMED_OUT: ScriptedAnswer = {
  fails: new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
}

/** As fetch says it when the other side hangs up. */
export const HUNG_UP: ScriptedAnswer = {
  fails: new TypeError('fetch failed', { cause: new Error('read ECONNRESET') }),
}

export interface Call {
  url: string
  init: RequestInit
  headers: Headers
  /** Without keys when the call had none. */
  body: Record<string, unknown>
}

/** A fetch that gives the scripted answers in turn and the last one for ever, and the calls that it was given. */
export function scriptFetch(...script: ScriptedAnswer[]) {
  const calls: Call[] = []
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const answer = script[Math.min(calls.length, script.length - 1)]
    const text = typeof init.body === 'string' ? init.body : '{}'
    const body = JSON.parse(text) as Record<string, unknown>
    calls.push({ url, init, headers: new Headers(init.headers), body })
    if (!answer) throw new Error('no answer was scripted')
    if ('fails' in answer) throw answer.fails
    const { status, headers = {} } = answer
    const said = typeof answer.body === 'object' ? JSON.stringify(answer.body) : answer.body
    return new Response(said ?? null, { status, headers })
  }
  // The client calls it with an address and its options only.
  return { fetch: fetch as typeof globalThis.fetch, calls }
}
