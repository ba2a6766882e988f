import { existsSync, readFileSync } from 'node:fs'
import { readEnvironment, type Environment, type Variables } from './environment.js'
import { readAdminTokens, type AdminToken } from './lib/admin-tokens.js'
import { configFile, DEFAULT_CONFIG_FILE, type ConfigFile } from './lib/config-file.js'
import type { JwtKeyText } from './lib/jwt-key.js'
import type { LogLevel } from './lib/logger.js'
import { readJwtKeys } from './lib/read-jwt-keys.js'
import { readSecretKeys, type SecretKey } from './lib/secret-keys.js'

/** Everything that the process is told from outside, checked once. */
export interface Config extends ConfigFile {
  port: number
  host: string
  dataDir: string
  /** Of the shared store; null keeps it in a file in `dataDir`. */
  databaseUrl: string | null
  /** Accepting beacons, working them off, or both. */
  role: Variables['TAMTAM_ROLE']
  /** When a beacon is durable: on this machine's disk, or in the shared store. */
  ack: Variables['TAMTAM_ACK']
  spool: { maxBytes: number; minFreeBytes: number }
  /** A file in MaxMind's format that says where addresses are; null without one. */
  geoipFile: string | null
  /** A CSV or .mmdb that says whose networks addresses are in; null without one. */
  companiesFile: string | null
  logLevel: LogLevel
  /** The path of the configuration file; null without one. */
  configFile: string | null
  /** Null: preview, which composes interactions and calls nobody. */
  gong: GongAccess | null
  quota: { callsPerSecond: number; callsPerDay: number }
  /** By which the sites' own servers show themselves. */
  secretKeys: SecretKey[]
  /** Where the operator's listener is, and who may use it; without tokens, whoever is on this machine. */
  admin: { port: number; host: string; tokens: AdminToken[] }
  /** By which the sites' servers sign who a visitor is; absent until `withJwtKeys` has read their files. */
  jwtKeys?: JwtKeyText[]
}

/** How we sign in to Gong. By OAuth it says itself where the company's API is. */
export type GongAccess =
  | { kind: 'key'; baseUrl: string; accessKey: string; accessKeySecret: string }
  | {
      kind: 'oauth'
      oauthBaseUrl: string
      clientId: string
      clientSecret: string
      refreshToken: string
    }

/** What is wrong with the environment or the configuration file: one line a fault, each naming its variable. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Throws a ConfigError that names each faulty variable, what was expected and what came. */
export function readConfig(env: Environment): Config {
  const read = readEnvironment(env)
  if (read.kind === 'faults') throw new ConfigError(read.faults.join('\n'))
  const { variables } = read
  const file = readConfigFile(variables.TAMTAM_CONFIG)
  return {
    ...file,
    port: variables.PORT,
    host: variables.HOST,
    dataDir: variables.TAMTAM_DATA_DIR,
    databaseUrl: variables.DATABASE_URL ?? null,
    role: variables.TAMTAM_ROLE,
    ack: variables.TAMTAM_ACK,
    spool: {
      maxBytes: variables.TAMTAM_SPOOL_MAX_BYTES,
      minFreeBytes: variables.TAMTAM_MIN_FREE_BYTES,
    },
    geoipFile: variables.TAMTAM_GEOIP_FILE ?? null,
    companiesFile: variables.TAMTAM_COMPANIES_FILE ?? null,
    logLevel: variables.TAMTAM_LOG_LEVEL,
    gong: gongAccess(variables),
    quota: {
      callsPerSecond: variables.GONG_CALLS_PER_SECOND,
      callsPerDay: variables.GONG_CALLS_PER_DAY,
    },
    secretKeys: secretKeys(variables.TAMTAM_SECRET_KEYS ?? '', file),
    admin: {
      port: variables.TAMTAM_ADMIN_PORT,
      host: variables.TAMTAM_ADMIN_HOST,
      tokens: adminTokens(variables.TAMTAM_ADMIN_TOKEN ?? ''),
    },
  }
}

/** Reads the keys of `sites[].jwt`, which the process that stitches needs. Throws a ConfigError that names each faulty one. */
export function withJwtKeys(config: Config): Config {
  const { keys, faults } = readJwtKeys(config.sites)
  if (faults.length === 0) return { ...config, jwtKeys: keys }
  throw new ConfigError(faults.map((fault) => `TAMTAM_CONFIG: ${fault}`).join('\n'))
}

function secretKeys(text: string, { sites }: Pick<ConfigFile, 'sites'>): SecretKey[] {
  const siteIds = sites.map(({ siteId }) => siteId)
  const { keys, faults } = readSecretKeys(text, siteIds)
  if (faults.length === 0) return keys
  throw new ConfigError(faults.map((fault) => `TAMTAM_SECRET_KEYS: ${fault}`).join('\n'))
}

function adminTokens(text: string): AdminToken[] {
  const { tokens, faults } = readAdminTokens(text)
  if (faults.length === 0) return tokens
  throw new ConfigError(faults.map((fault) => `TAMTAM_ADMIN_TOKEN: ${fault}`).join('\n'))
}

function gongAccess(variables: Variables): GongAccess | null {
  const { GONG_API_BASE_URL, GONG_ACCESS_KEY, GONG_ACCESS_KEY_SECRET } = variables
  if (GONG_API_BASE_URL && GONG_ACCESS_KEY && GONG_ACCESS_KEY_SECRET) {
    return {
      kind: 'key',
      baseUrl: withoutSlash(GONG_API_BASE_URL),
      accessKey: GONG_ACCESS_KEY,
      accessKeySecret: GONG_ACCESS_KEY_SECRET,
    }
  }
  const { GONG_OAUTH_CLIENT_ID, GONG_OAUTH_CLIENT_SECRET, GONG_OAUTH_REFRESH_TOKEN } = variables
  if (GONG_OAUTH_CLIENT_ID && GONG_OAUTH_CLIENT_SECRET && GONG_OAUTH_REFRESH_TOKEN) {
    return {
      kind: 'oauth',
      oauthBaseUrl: withoutSlash(variables.GONG_OAUTH_BASE_URL),
      clientId: GONG_OAUTH_CLIENT_ID,
      clientSecret: GONG_OAUTH_CLIENT_SECRET,
      refreshToken: GONG_OAUTH_REFRESH_TOKEN,
    }
  }
  return null
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '')
}

function readConfigFile(path: string | undefined): ConfigFile & Pick<Config, 'configFile'> {
  const file = path ?? 'tamtam.config.json'
  if (path === undefined && !existsSync(file)) return { ...DEFAULT_CONFIG_FILE, configFile: null }
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new ConfigError(`TAMTAM_CONFIG: expected a JSON file, got ${file}: ${String(cause)}`, {
      cause,
    })
  }
  const parsed = configFile.safeParse(json)
  if (parsed.success) return { ...parsed.data, configFile: file }
  const faults = parsed.error.issues.map(
    ({ path: keys, message }) =>
      `TAMTAM_CONFIG: ${file}: ${keys.join('.') || 'top level'}: ${message}, got ${valueAt(json, keys)}`,
  )
  throw new ConfigError(faults.join('\n'))
}

/** What stands there, as JSON, cut where it is long. */
function valueAt(json: unknown, keys: readonly PropertyKey[]): string {
  const value = keys.reduce(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    json,
  )
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text
}

const MAX_SHOWN_CHARACTERS = 80
