import { readActivity } from './activity.js'
import { reportFilms } from './follow-player.js'
import { record } from './record.js'
import { flush } from './sender.js'
import { openView, settleTitle } from './view.js'

/** Takes the view's last figures and its title, and sends; at once when the page may be gone a moment later. */
export function leave(isLeaving?: boolean): void {
  reportFilms()
  const activity = readActivity()
  if (activity) record('page_leave', activity)
  settleTitle()
  flush(isLeaving)
}

/** Ends the present view and counts one of where the browser is now, come from `referrer`. */
export function nextView(referrer: string): void {
  leave()
  openView(referrer)
  record('page_view')
}
