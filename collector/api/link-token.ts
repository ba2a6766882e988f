import { randomBytes } from 'node:crypto'
import { z } from 'zod'

const TOKEN_BYTES = 16

/** What the snippet takes for one: https://www.rfc-editor.org/rfc/rfc4648#section-5 */
export const linkToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22,64}$/, 'must be 22 to 64 letters, digits, hyphens and underscores')

/** 128 random bits in 22 characters. */
export function newLinkToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}
