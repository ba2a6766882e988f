import { readFileSync } from 'node:fs'
import { readConfig, type Config } from '../config.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import { createTokenJudge } from '../lib/judge-token.js'
import { readJwtKeys } from '../lib/read-jwt-keys.js'
import { signIdentityToken, type SigningKey } from '../lib/sign-identity-token.js'
import { Failure } from './failure.js'
import type { Terminal } from './terminal.js'

export const ALGORITHMS = ['EdDSA', 'ES256', 'HS256'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

export interface TokenOptions {
  site: string
  kid: string
  key: string
  alg?: Algorithm
  email?: string
  phone?: string
  name?: string
  sub?: string
  anonymousId?: string
  minutes: number
}

/** Signs a token; `doubts` say why the collector of this configuration would not take it. */
export async function signToken(
  options: TokenOptions,
  { env, clock }: Pick<Terminal, 'env' | 'clock'>,
): Promise<{ token: string; doubts: string[] }> {
  const config = readConfig(env)
  const { site: siteId, kid, email, name, sub, phone: phoneNumber, anonymousId, minutes } = options
  const token = await sign(options.key, {
    ...signingKey(options, config),
    siteId,
    kid,
    person: { sub, email, name, phoneNumber },
    anonymousId,
    lifetimeSeconds: minutes * 60,
    nowMs: clock(),
  })
  return { token, doubts: await doubtsOf(token, options, { config, nowMs: clock() }) }
}

async function sign(file: string, given: Parameters<typeof signIdentityToken>[0]): Promise<string> {
  try {
    return await signIdentityToken(given)
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause)
    throw new Failure(`--key: expected a key for ${given.alg}, got ${file}: ${words}`, { cause })
  }
}

function signingKey({ site, kid, key, alg }: TokenOptions, { sites }: Config): SigningKey {
  const known = sites.find(({ siteId }) => siteId === site)
  if (!known && alg === undefined) {
    const siteIds = sites.map(({ siteId }) => siteId).join(', ')
    throw new Failure(
      `--site: expected a site of the configuration (${siteIds}), got ${JSON.stringify(site)}: name another, or the algorithm with --alg`,
    )
  }
  const chosen = alg ?? known?.jwt.find((each) => each.kid === kid)?.alg
  if (chosen === undefined) {
    throw new Failure(
      `--kid: expected a key of site ${site} in the configuration, got ${JSON.stringify(kid)}: name the algorithm with --alg, or add the key to sites[].jwt`,
    )
  }
  const text = readKeyFile(key)
  // Editors end a file by a line break, which is no part of a secret.
  return chosen === 'HS256'
    ? { alg: chosen, secret: text.replace(/\r?\n$/, '') }
    : { alg: chosen, privateKeyPem: text }
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Failure(`--key: expected a file that this process may read: ${String(cause)}`, {
      cause,
    })
  }
}

interface Judge {
  config: Config
  nowMs: number
}

async function doubtsOf(token: string, options: TokenOptions, { config, nowMs }: Judge) {
  const refused = (why: string): string[] => [
    `the collector of this configuration would not take it: ${why}`,
  ]
  const site = config.sites.find(({ siteId }) => siteId === options.site)
  if (!site) return refused(`there is no site ${options.site}`)
  const { keys, faults } = readJwtKeys([site])
  if (faults.length > 0) return faults.flatMap(refused)
  const judged = await createTokenJudge(keys)({
    token,
    siteId: site.siteId,
    anonymousId: options.anonymousId ?? '',
    occurredAtMs: nowMs,
    receivedAtMs: nowMs,
  })
  if (!judged) return refused(`site ${site.siteId} has no keys`)
  return judged.kind === 'refused' ? refused(ERROR_CODES[judged.reason]) : []
}
