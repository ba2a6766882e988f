import type { Site } from '../../lib/config-file.js'

const POLICIES = {
  strict: { tone: 'good', words: 'held until somebody proves it' },
  labelled: { tone: 'muted', words: 'sent with the note "Identity: self-reported"' },
  open: {
    tone: 'warn',
    words:
      'sent as if it were proven. Anybody can claim to be anybody: a stranger can write to a customer’s timeline. Set "labelled" or "strict".',
  },
} as const

/** What becomes of a person whom the page alone names. */
export function IdentityPolicy({ policy }: { policy: Site['identity'] }) {
  const { tone, words } = POLICIES[policy]
  return (
    <>
      <span class={`badge ${tone}`}>{policy === 'open' ? 'Warning: open' : policy}</span> {words}
    </>
  )
}
