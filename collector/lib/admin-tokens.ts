import { timingSafeEqual } from 'node:crypto'
import { hashSecretKey } from './secret-keys.js'

/** What a token lets its bearer do; each includes what stands before it. */
export const SCOPES = ['read', 'operate', 'erase'] as const
export type Scope = (typeof SCOPES)[number]

/** A token for the operator's listener. */
export interface AdminToken {
  scope: Scope
  /** SHA-256, hexadecimal: the token itself is not kept. */
  tokenHash: string
}

/** Some 100 bits of a random one; a shorter one may have been thought up. */
const MIN_TOKEN_CHARACTERS = 20

/** What may follow `Bearer`: https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/

/**
 * Reads tokens parted by commas or white space, each alone, which may do everything, or as `read:token`,
 * `operate:token` (redrive) or `erase:token` (also people's data). A fault says which one it is, and never what came.
 */
export function readAdminTokens(text: string): { tokens: AdminToken[]; faults: string[] } {
  const tokens: AdminToken[] = []
  const faults: string[] = []
  const parts = text.split(/[\s,]+/).filter((part) => part !== '')
  for (const [index, part] of parts.entries()) {
    const [, named, token = ''] = /^(?:([^:]*):)?(.*)$/.exec(part) ?? []
    const scope = SCOPES.find((each) => each === (named ?? 'erase'))
    const fault = faultOf(scope, token)
    if (scope === undefined || fault !== null) faults.push(`token ${index + 1}: ${fault}`)
    else tokens.push({ scope, tokenHash: hashSecretKey(token) })
  }
  return { tokens, faults }
}

function faultOf(scope: Scope | undefined, token: string): string | null {
  if (scope === undefined) return `expected one of ${SCOPES.join(', ')} before the colon`
  if (token.length < MIN_TOKEN_CHARACTERS) {
    return `expected at least ${MIN_TOKEN_CHARACTERS} characters, got fewer: openssl rand -hex 20 makes one`
  }
  return TOKEN.test(token) ? null : 'expected letters, digits and -._~+/, got others too'
}

/** The strongest scope that a token gives, or null. Looks at each, so that the time it takes tells nothing. */
export function scopeOf(given: string, tokens: readonly AdminToken[]): Scope | null {
  const hash = Buffer.from(hashSecretKey(given))
  let best: Scope | null = null
  for (const { scope, tokenHash } of tokens) {
    const fits = timingSafeEqual(Buffer.from(tokenHash), hash)
    if (fits && (best === null || allows(scope, best))) best = scope
  }
  return best
}

/** Whether who has one scope may do what takes the other. */
export function allows(has: Scope, needs: Scope): boolean {
  return SCOPES.indexOf(has) >= SCOPES.indexOf(needs)
}
