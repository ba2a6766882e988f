/*
 * What every part of the script shares: its care that the page never sees an error, its console lines, and its end.
 * There is one page, so there is one of each.
 */
let life = {}
let isDebugging = false

/** Writes a console line, once the `debug` command has asked for them. */
export function debug(...words: unknown[]): void {
  // eslint-disable-next-line no-console -- to write there is what the debug command is for
  if (isDebugging) console.log('tamtam', ...words)
}

export function startDebugging(): void {
  isDebugging = true
}

/** The action made harmless: what it throws becomes a debug line, and after `endLife` it does nothing. */
export function guard<Args extends unknown[]>(
  action: (...args: Args) => void,
): (...args: Args) => void {
  const mine = life
  return (...args) => {
    try {
      if (mine === life) action(...args)
    } catch (error) {
      debug(error)
    }
  }
}

/** Stills everything that was guarded until now. */
export function endLife(): void {
  life = {}
}

/**
 * Calls the guarded handler for each of the event types, space-separated. By default on the window and in the capture
 * phase, so before any handler of the page's that could stop the event on its way.
 */
export function listen<E extends Event>(
  types: string,
  handler: (event: E) => void,
  target: EventTarget = window,
): void {
  for (const type of types.split(' ')) {
    // The caller names the event types and so knows their class.
    target.addEventListener(type, guard(handler) as EventListener, true)
  }
}

/** Runs the action, guarded, when the page has nothing better to do, at the latest after 200 ms. */
export function whenIdle(action: () => void): void {
  // Not in Safari: https://caniuse.com/requestidlecallback
  if ('requestIdleCallback' in window) requestIdleCallback(guard(action), { timeout: 200 })
  else setTimeout(guard(action))
}
