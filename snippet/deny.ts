import { decide } from './consent.js'
import { forgetUnsent } from './sender.js'
import { forgetVisitor } from './tracker.js'

/** Takes consent back: deletes ids and unsent events, and records nothing until it is granted. */
export function deny(): void {
  decide(false)
  forgetUnsent()
  forgetVisitor()
}
