import type { Options } from './api.js'
import { noteActivity } from './activity.js'
import { captureClicks } from './capture-clicks.js'
import { captureMedia, captureWithin } from './capture-media.js'
import { captureViews } from './capture-views.js'
import { commands } from './commands.js'
import { decide, whenGranted } from './consent.js'
import { deny } from './deny.js'
import { debug, guard, listen, startDebugging, whenIdle } from './life.js'
import { options, setOptions } from './options.js'
import { linkToken, readArrival } from './read-arrival.js'
import { leave } from './leave.js'
import { record, recordAt } from './record.js'
import { openSender, send } from './sender.js'
import { takeUnsent } from './unsent-store.js'
import { openView } from './view.js'

export type Run = (name: string, ...given: unknown[]) => void

/** A command that waits for the script, and when it was given. */
type Waiting = Parameters<Run> & { atMs?: number }

/**
 * Starts Tamtam on this page and gives the function that runs a command; `waiting` and later commands wait until it
 * has begun. It begins in an idle moment, or at the first sign of life, but not while nobody can see the page, in
 * a background tab or in prerendering. Where nothing may be measured it never begins: nothing is listened to, stored
 * or sent, and commands come to nothing.
 */
export function startTamtam(given: Options, waiting: Waiting[] = []): Run {
  setOptions(given)
  let hasBegun = false
  const obstacle = findObstacle()

  const run: Run = guard((...command: Waiting) => {
    const [name, ...given] = command
    if (name === 'debug') startDebugging()
    if (obstacle) debug('dropped', obstacle)
    else if (!hasBegun) {
      command.atMs = Date.now()
      waiting.push(command)
    }
    // One that cannot read what it was given throws, and so becomes a debug line.
    else if (commands[name]) (commands[name] as Run)(...(given as Parameters<Run>))
    else debug('dropped', name)
  })

  function begin() {
    // Prerendered pages are hidden too: https://developer.chrome.com/docs/web-platform/prerender-pages
    if (hasBegun || document.hidden) return
    hasBegun = true
    // Whatever else was written there was not meant to collect.
    decide((options.consent ?? 'implied') === 'implied' || undefined)
    recordAt(waiting[0]?.atMs)
    guard(readArrival)()
    openSender(() => whenIdle(() => captureWithin(document)))
    openView(document.referrer)
    // First the commands: whoever logs in or out as the page loads has seen it as the new person.
    waiting.forEach((command) => {
      recordAt(command.atMs)
      // The first view is one without having been asked for.
      if (command[0] !== 'page') run(...(command as Parameters<Run>))
    })
    recordAt()
    record('page_view', { linkToken })
    whenGranted(() => takeUnsent(send))
    listen('visibilitychange pagehide', () => leave(true))
    // Another tab has deleted the visitor: what is refused there is not gathered here.
    listen('storage', ({ key, newValue }: StorageEvent) => {
      if (key === 'tamtam' && !newValue) deny()
    })
    listen('pointermove pointerdown keydown scroll', noteActivity)
    captureViews()
    captureClicks()
    // Last, since it walks the document, where anything may be.
    captureMedia()
  }

  if (!obstacle) {
    listen('visibilitychange pagehide pointermove pointerdown keydown scroll', begin)
    whenIdle(begin)
  }
  return run
}

/** Why nothing may be measured here, if so. */
function findObstacle(): string | undefined {
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & {
    globalPrivacyControl?: boolean
    /** '1' for yes; null, '0' and 'unspecified' are numbers of no worth. */
    doNotTrack: string
  }
  // Global Privacy Control (https://w3c.github.io/gpc/), or the older Do Not Track.
  if (options.signals !== 'ignore' && (globalPrivacyControl || +doNotTrack)) return 'signal'
  // A page in a page is a part of it; in a sandbox it would be another visitor besides.
  if (top !== window) return 'frame'
  // Such as a saved file: the collector takes no other addresses.
  return /^http/.test(location.protocol) ? undefined : 'address'
}
