import { decide } from './consent.js'
import { forgetVisitor } from './record.js'
import { forgetUnsent } from './sender.js'
import { takeUnsent } from './unsent-store.js'

/** Takes consent back: deletes ids and unsent events, and records nothing until it is granted. */
export function deny(): void {
  decide(false)
  forgetUnsent()
  forgetVisitor()
  takeUnsent(() => {})
}
