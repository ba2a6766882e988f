import type { Config } from '../config.js'
import { SCOPES, type Scope } from '../lib/admin-tokens.js'

/**
 * The configuration as it counts, defaults filled in, for whoever may look. Each key is named here, so that one which is
 * added later is not shown before somebody has thought about it. No secret is in it, and no hash of one: of keys and
 * tokens it says for what they are.
 */
export function showConfig(config: Config) {
  const { sites, content, coalesce, hold, budget, retention, links, rateLimit, paths } = config
  return {
    configFile: config.configFile,
    companyName: config.companyName ?? null,
    publicUrl: config.publicUrl ?? null,
    listeners: {
      public: { host: config.host, port: config.port },
      operators: { ...showTokens(config), host: config.admin.host, port: config.admin.port },
    },
    role: config.role,
    ack: config.ack,
    dataDir: config.dataDir,
    // Its address has a password in it.
    store: config.databaseUrl === null ? 'SQLite, in dataDir' : 'PostgreSQL, by DATABASE_URL',
    spool: { ...config.spool },
    geoipFile: config.geoipFile,
    companiesFile: config.companiesFile,
    logLevel: config.logLevel,
    gong: showGong(config),
    quota: { ...config.quota },
    sites: sites.map(({ jwt, ...site }) => ({
      ...site,
      jwt: jwt.map(({ kid, alg }) => ({ kid, alg })),
      hasSecretKey: hasSecretKey(config, site.siteId),
    })),
    content,
    coalesce,
    hold,
    budget,
    retention,
    links,
    trustedProxies: config.trustedProxies,
    placeHeaders: config.placeHeaders ?? null,
    rateLimit,
    paths,
  }
}

/** Whether the site's own server can show itself. */
export function hasSecretKey({ secretKeys }: Pick<Config, 'secretKeys'>, siteId: string): boolean {
  return secretKeys.some((key) => key.siteId === siteId)
}

function showTokens({ admin }: Pick<Config, 'admin'>): { tokens: Record<Scope, number> } {
  const count = (scope: Scope): number =>
    admin.tokens.filter((token) => token.scope === scope).length
  const [read, operate, erase] = SCOPES.map(count)
  return { tokens: { read: read ?? 0, operate: operate ?? 0, erase: erase ?? 0 } }
}

function showGong({ gong }: Pick<Config, 'gong'>) {
  if (gong === null) return { signIn: 'none: preview' }
  return gong.kind === 'key'
    ? { signIn: 'access key', baseUrl: gong.baseUrl }
    : { signIn: 'OAuth', baseUrl: gong.oauthBaseUrl }
}
