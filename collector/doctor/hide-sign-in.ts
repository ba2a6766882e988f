import type { GongAccess } from '../config.js'
import { hideSecrets } from '../gong/exchange.js'

/** A shorter one would stand in ordinary words too; Gong's own are far longer. */
const MIN_SECRET_CHARACTERS = 8

/** Hides what we sign in by in words that others wrote, who may quote what they were sent. */
export function hideSignIn(text: string, access: GongAccess | null): string {
  return hideSecrets(
    text,
    secretsOf(access).filter(({ length }) => length >= MIN_SECRET_CHARACTERS),
  )
}

function secretsOf(access: GongAccess | null): string[] {
  switch (access?.kind) {
    case 'key':
      return [access.accessKey, access.accessKeySecret]
    case 'oauth':
      return [access.clientSecret, access.refreshToken]
    case undefined:
      return []
  }
}
