import { WRONG_KEYS } from './answer.js'
import { isBasic } from './is-basic.js'
import type { OAuth } from './oauth/create-oauth.js'

export type SignIn = { kind: 'granted' } | { kind: 'refused'; errors: readonly string[] }

/** By the access key and its secret, or by an access token that the sandbox itself gave out. */
export function signIn(call: {
  authorization: string | undefined
  keys: { accessKey: string; accessKeySecret: string }
  oauth: OAuth | null
  nowMs: number
}): SignIn {
  const { authorization, keys, oauth, nowMs } = call
  if (isBasic(authorization, { name: keys.accessKey, secret: keys.accessKeySecret })) {
    return { kind: 'granted' }
  }
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []
  if (!oauth || token === undefined) return { kind: 'refused', errors: [WRONG_KEYS] }
  return oauth.isValid(token, nowMs)
    ? { kind: 'granted' }
    : { kind: 'refused', errors: ['The access token is unknown or has expired.'] }
}
