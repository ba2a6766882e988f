import type { Site } from '../lib/config-file.js'
import type { Assurance } from '../store/who.js'

/** What a seller should see of whom nobody has proven; null where there is nothing to say. */
export function identityLabel(assurance: Assurance, identity: Site['identity']): string | null {
  switch (assurance) {
    case 'verified':
    case 'corroborated':
      return null
    case 'claimed':
      return identity === 'open' ? null : 'self-reported'
    case 'inferred':
      return 'company network'
  }
}
