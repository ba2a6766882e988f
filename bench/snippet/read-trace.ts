import { z } from 'zod'

/** Milliseconds of CPU time of the page's main thread, so that what else the machine does is not in them. */
export interface ScriptTimes {
  /** Evaluating all scripts up to the click, those that others load included. */
  evaluationMs: number
  /** All script of the first 1.2 s from the first evaluation on. */
  earlyScriptMs: number
  /** All handlers of one click, from pointerdown to click. */
  clickMs: number
  /** The most script in one task, so the longest time that the visitor's input waits for it. */
  longestTaskMs: number
}

const EARLY_MS = 1200

/** Times of a trace are microseconds; `tdur` is the thread's own CPU time. */
const slice = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number(),
  dur: z.number().default(0),
  tdur: z.number().default(0),
  args: z
    .object({
      data: z.object({ type: z.string(), documentLoaderURL: z.string() }).partial().catch({}),
    })
    .partial()
    .catch({}),
})
const traceFile = z.object({ traceEvents: z.array(slice) })
type Slice = z.infer<typeof slice>

/** Where the browser hands over to script. */
const SCRIPT_NAMES = new Set([
  'EvaluateScript',
  'FunctionCall',
  'TimerFire',
  'FireIdleCallback',
  'FireAnimationFrame',
  'EventDispatch',
  'RunMicrotasks',
  'XHRReadyStateChange',
  'XHRLoad',
])
const CLICK_TYPES = new Set(['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])

/** Reads a trace of one page load with one click. Throws when it has no navigation to that address. */
export function readTrace(text: string, pageUrl: string): ScriptTimes {
  const events = traceFile.parse(JSON.parse(text)).traceEvents
  const start = events.find(
    ({ name, args }) => name === 'navigationStart' && args.data?.documentLoaderURL === pageUrl,
  )
  if (!start) throw new Error(`the trace has no navigation to ${pageUrl}`)
  const ofPage = events
    .filter(({ ph, pid, tid }) => ph === 'X' && pid === start.pid && tid === start.tid)
    .filter(({ ts }) => ts >= start.ts)
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur)
  const scripts = outermost(ofPage.filter(({ name }) => SCRIPT_NAMES.has(name)))
  const evaluations = scripts.filter(({ name }) => name === 'EvaluateScript')
  const earlyFrom = evaluations[0]?.ts ?? start.ts
  return {
    evaluationMs: cpuMs(evaluations),
    earlyScriptMs: cpuMs(
      scripts.filter(({ ts }) => ts >= earlyFrom && ts < earlyFrom + EARLY_MS * 1000),
    ),
    clickMs: cpuMs(scripts.filter(({ args }) => CLICK_TYPES.has(args.data?.type ?? ''))),
    longestTaskMs: Math.max(
      0,
      ...outermost(ofPage.filter(({ name }) => name === 'RunTask')).map((task) =>
        cpuMs(scripts.filter((script) => isWithin(script, task))),
      ),
    ),
  }
}

/** Of slices in order of time, those that lie in no other. */
function outermost(slices: readonly Slice[]): Slice[] {
  const found: Slice[] = []
  for (const each of slices) {
    const last = found.at(-1)
    if (!last || !isWithin(each, last)) found.push(each)
  }
  return found
}

function isWithin(inner: Slice, outer: Slice): boolean {
  return inner.ts >= outer.ts && inner.ts < outer.ts + outer.dur
}

function cpuMs(slices: readonly Slice[]): number {
  return slices.reduce((sum, { tdur }) => sum + tdur, 0) / 1000
}
