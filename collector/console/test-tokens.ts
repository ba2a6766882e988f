import { SCOPES, type Scope } from '../lib/admin-tokens.js'

/** One token of each scope. */
export const TOKENS: Record<Scope, string> = {
  read: 'r'.repeat(20),
  operate: 'o'.repeat(20),
  erase: 'e'.repeat(20),
}

/** The environment in which they hold. */
export const WITH_TOKENS = {
  TAMTAM_ADMIN_TOKEN: SCOPES.map((scope) => `${scope}:${TOKENS[scope]}`).join(','),
}

/** As a program shows one. */
export const bearing = (token: string) => ({ Authorization: `Bearer ${token}` })

/** The form that signs in, as a browser sends it. */
export function signIn(token: string, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin', ...headers },
    body: new URLSearchParams({ token }),
  }
}

/** What a browser sends back of the cookie that an answer sets. */
export function cookieOf(answer: Response): { Cookie: string } {
  return { Cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
}
