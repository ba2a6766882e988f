import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { FaultRequest } from '../../demo-site/gong-sandbox/faults.js'
import { openGongSandbox } from '../../demo-site/gong-sandbox/open-gong-sandbox.js'
import { readConfig } from '../config.js'
import { createLogger } from '../lib/logger.js'
import { openGong } from '../open-gong.js'
import { openSpool } from '../store/spool/spool.js'
import { openStore } from '../store/store.js'
import { temporaryFolder } from '../store/test-store.js'
import { runDoctor, type DoctorDeps } from './run-doctor.js'

/** No word of any output may hold one of these. */
export const TEST_SECRETS = {
  accessKey: 'ACCESSKEY7',
  accessKeySecret: 'SECRET8OFTHEKEY',
  clientSecret: 'CLIENTSECRET9',
  refreshToken: 'REFRESH10TOKEN',
  siteKey: 'SITEKEY11SITEKEY11SITEKEY11',
}

/** Without anything to warn of. */
const WHOLE = {
  companyName: 'Acme',
  sites: [
    { siteId: 'acme-www', origins: ['https://www.acme.com'], ownDomains: ['acme.com'] },
  ] as object[],
  content: [{ match: '/pricing*', priority: 'high' }],
  publicUrl: 'https://collector.acme.com',
}

interface Given {
  /** Changes to a configuration file that has everything. */
  config?: Partial<typeof WHOLE>
  env?: Record<string, string>
  /** How far this machine's clock is ahead. */
  aheadMs?: number
  faults?: FaultRequest[]
  /** Whether a collector has run here. */
  hasStore?: boolean
}

/** Doctor in a folder of its own, over real sockets to a sandbox that stands in for Gong. */
export async function openTestDoctor(given: Given = {}) {
  const { config = {}, env = {}, aheadMs = 0, faults = [], hasStore = true } = given
  const { accessKey, accessKeySecret, clientSecret, refreshToken, siteKey } = TEST_SECRETS
  const oauth = { clientId: 'client', clientSecret, refreshToken }
  const clock = (): number => Date.now()
  const sandbox = await openGongSandbox({
    port: 0,
    clock,
    accessKey,
    accessKeySecret,
    oauth,
    callsPerSecond: 1000,
  })
  onTestFinished(() => sandbox.close())
  for (const fault of faults) sandbox.addFault(fault)

  const folder = temporaryFolder()
  const configPath = join(folder, 'tamtam.config.json')
  writeFileSync(configPath, JSON.stringify({ ...WHOLE, ...config }))
  const storePath = join(folder, 'store.db')
  if (hasStore) {
    await (await openStore(storePath)).close()
    openSpool(join(folder, 'spool.db')).close()
  }
  const byKey = {
    GONG_API_BASE_URL: sandbox.url,
    GONG_ACCESS_KEY: accessKey,
    GONG_ACCESS_KEY_SECRET: accessKeySecret,
  }
  const byOAuth = {
    GONG_OAUTH_BASE_URL: sandbox.url,
    GONG_OAUTH_CLIENT_ID: oauth.clientId,
    GONG_OAUTH_CLIENT_SECRET: clientSecret,
    GONG_OAUTH_REFRESH_TOKEN: refreshToken,
  }
  const place = {
    TAMTAM_CONFIG: configPath,
    TAMTAM_DATA_DIR: folder,
    TAMTAM_SECRET_KEYS: `acme-www:${siteKey}`,
    TAMTAM_MIN_FREE_BYTES: '0',
    // Who calls at most so often is tested by itself, without waiting.
    GONG_CALLS_PER_SECOND: '1000',
  }
  const whole = { ...place, ...byKey, ...env }

  return {
    sandbox,
    folder,
    storePath,
    /** What to set for the sandbox, by a key. */
    env: whole,
    /** The same by OAuth. */
    oauthEnv: { ...place, ...byOAuth, ...env },
    /** Names the sign-in of an environment, as a collector does. */
    credentialOf: (environment: Record<string, string> = whole): string => {
      const { gong: access } = readConfig(environment)
      if (!access) throw new Error('no Gong is configured')
      const logger = createLogger('silent')
      // Reads nothing of the store.
      return openGong(access, { store: null as never, fetch, timeoutMs: 1, logger }).credential
    },
    run: async (changes: Partial<DoctorDeps> = {}) => {
      const reported: string[] = []
      const diagnosis = await runDoctor({
        env: whole,
        clock: () => clock() + aheadMs,
        scratchDir: mkdtempSync(join(folder, 'scratch-')),
        fetch,
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        report: ({ status, check }) => void reported.push(`${status} ${check}`),
        sendTo: null,
        ...changes,
      })
      const find = (name: string) => diagnosis.checks.find(({ check }) => check === name)
      return { ...diagnosis, reported, find }
    },
  }
}
