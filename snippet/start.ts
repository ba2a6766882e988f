import type { Options } from './api.js'
import { captureClicks } from './capture-clicks.js'
import { captureMedia } from './capture-media.js'
import { captureViews } from './capture-views.js'
import { commands } from './commands.js'
import { debug, endLife, guard, listen, whenIdle } from './life.js'
import { countView, leave, openTracker } from './tracker.js'

export type Run = (name: string, ...given: unknown[]) => void

/**
 * Starts Tamtam on this page and gives the function that runs a command; `waiting` and later commands wait until it
 * has begun. It begins in an idle moment, or before the first click or key, but not while nobody can see the page, in
 * a background tab or in prerendering. Where nothing may be measured it never begins: nothing is listened to, stored
 * or sent, and commands come to nothing.
 */
export function startTamtam(options: Options, waiting: Parameters<Run>[] = []): Run {
  let hasBegun = false

  const run: Run = guard((...command) => {
    const [name, ...given] = command
    if (!hasBegun) waiting.push(command)
    // One that cannot read what it was given throws, and so becomes a debug line.
    else if (commands[name]) (commands[name] as Run)(...(given as Parameters<Run>))
    else debug(`unknown command "${name}"`)
  })

  function begin() {
    // Prerendered pages are hidden too: https://developer.chrome.com/docs/web-platform/prerender-pages
    if (hasBegun || document.visibilityState === 'hidden') return
    hasBegun = true
    openTracker(options)
    // First the commands: whoever logs in or out as the page loads has seen it as the new person.
    waiting.forEach((command) => run(...command))
    countView()
    for (const capture of [captureViews, captureClicks, captureMedia]) guard(capture)()
    listen('visibilitychange pagehide', () => leave(true))
  }

  // Not when the visitor's browser objects, by Global Privacy Control (https://w3c.github.io/gpc/) or the older Do Not
  // Track, and not where the page has no web address, such as a saved file: the collector takes none.
  const { globalPrivacyControl, doNotTrack }: Navigator & { globalPrivacyControl?: boolean } =
    navigator
  if (!globalPrivacyControl && doNotTrack !== '1' && /^http/.test(location.protocol)) {
    listen('visibilitychange pointerdown keydown pagehide', begin)
    whenIdle(begin)
  } else endLife()
  return run
}
