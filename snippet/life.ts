import type { Player } from './api.js'

/*
 * What every part of the script shares: its care that the page never sees an error, its console lines, and its end.
 * There is one page, so there is one of each.
 */
let signal: AbortSignal | undefined
let isDebugging = false

/** Writes a console line, once the `debug` command has asked for them. */
export function debug(...words: unknown[]): void {
  // eslint-disable-next-line no-console -- to write there is what the debug command is for
  if (isDebugging) console.log('tamtam', ...words)
}

export function startDebugging(): void {
  isDebugging = true
}

/** The action made harmless: what it throws becomes a debug line, and after its end it does nothing. */
export function guard<Args extends unknown[]>(
  action: (...args: Args) => void,
): (...args: Args) => void {
  const own = signal
  return (...args) => {
    try {
      if (!own?.aborted) action(...args)
    } catch (error) {
      debug('error', error)
    }
  }
}

/**
 * Lets whatever is guarded and listened to from now on end with the signal. Only the module calls it, since nothing
 * can stop the script; so the script is built without any of this.
 */
export function liveUntil(end: AbortSignal): void {
  signal = end
}

/** Whatever tells of events. */
type Source = Pick<Player, 'addEventListener' | 'on'>

/**
 * Calls the guarded handler for each of the event types, space-separated. By default on the window and in the capture
 * phase, so before any handler of the page's that could stop the event on its way.
 */
export function listen<E extends Event>(
  types: string,
  handler: (event: E, type: string) => void,
  source: Source = window,
): void {
  const options = signal ? { capture: true, signal } : true
  for (const type of types.split(' ')) {
    const add = (source.addEventListener ?? source.on) as NonNullable<Source['addEventListener']>
    add.call(
      source,
      type,
      // The caller names the event types and so knows their class.
      guard((event: Event) => handler(event as E, type)),
      options as object, // true says capture, too
    )
  }
}

/** Runs the action, guarded, again and again. */
export function every(periodMs: number, action: () => void): void {
  const timer = setInterval(guard(action), periodMs)
  signal?.addEventListener('abort', () => clearInterval(timer))
}

/** Runs the action, guarded, when the page has nothing better to do, at the latest after 200 ms. */
export function whenIdle(action: () => void): void {
  // Not in Safari: https://caniuse.com/requestidlecallback. What is no number of milliseconds is none to setTimeout.
  const { requestIdleCallback: ask = setTimeout as typeof requestIdleCallback } =
    window as Partial<Window>
  ask(guard(action), { timeout: 200 })
}
