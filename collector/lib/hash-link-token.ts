import { createHash } from 'node:crypto'

/** What is kept of a tracked link's token: SHA-256, hexadecimal. A token is 128 random bits, so no salt is needed. */
export function hashLinkToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
