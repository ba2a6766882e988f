import type { GongAnswer } from './gong-answer.js'

/** Where a company's Gong is, and the header that lets us in. */
export interface SignedIn {
  kind: 'signed-in'
  /** Without a slash at its end. */
  baseUrl: string
  authorization: string
}

/** How the client comes by its access; asked before each call. */
export interface SignIn {
  read(): Promise<
    | SignedIn
    /** What kept us from it, which then is the answer of the call that was not made; or another process is at it. */
    | { kind: 'away'; answer: GongAnswer; isBusy?: boolean }
    /** For good: somebody has to authorise anew. */
    | { kind: 'refused'; detail: string }
  >
  /**
   * Gong answered 401 to this header: what it was made of has ended, or never was right. True when what is read next is
   * another.
   */
  onUnauthorized?(authorization: string): Promise<boolean>
}

export interface AccessKey {
  baseUrl: string
  accessKey: string
  accessKeySecret: string
}

/** By an access key, which is the same until somebody changes the configuration. */
export function basicSignIn({ baseUrl, accessKey, accessKeySecret }: AccessKey): SignIn {
  const authorization = basicAuthorization({ user: accessKey, password: accessKeySecret })
  return { read: async () => ({ kind: 'signed-in', baseUrl, authorization }) }
}

/** https://www.rfc-editor.org/rfc/rfc7617 */
export function basicAuthorization({ user, password }: { user: string; password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}
