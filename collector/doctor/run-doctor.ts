import { ConfigError, readConfig, type Config, type GongAccess } from '../config.js'
import type { Environment } from '../environment.js'
import type { Clock } from '../lib/clock.js'
import { checkConfiguration } from './check-configuration.js'
import { checkDataFolder } from './check-data-folder.js'
import { checkDisk } from './check-disk.js'
import { checkSecrets } from './check-secrets.js'
import { checkSpool } from './check-spool.js'
import { fail, skip, wordsOf, type Check, type CheckName, type Verdict } from './check.js'
import { checkGong, GONG_CHECKS } from './check-gong.js'
import { hideSignIn } from './hide-sign-in.js'
import { openCaller, type CallerDeps } from './open-caller.js'
import { openDatabase } from './open-database.js'
import type { Sent } from './send-test-interaction.js'

export interface DoctorDeps extends CallerDeps {
  env: Environment
  clock: Clock
  /** A folder of this run's own. */
  scratchDir: string
  /** Told of each check as it is done, in order. */
  report: (check: Check) => void
  /** Whom to send a test interaction when Gong lets us in; null for nobody. */
  sendTo: string | null
}

export interface Diagnosis {
  checks: Check[]
  /** The test interaction, where Gong took it. */
  sent: Sent | null
}

export type Add = (check: CheckName, ...verdicts: Verdict[]) => void

/** Looks at all that a collector of this environment needs, from the file to Gong. */
export async function runDoctor(deps: DoctorDeps): Promise<Diagnosis> {
  const { env, clock, scratchDir, report, sendTo } = deps
  const checks: Check[] = []
  const addAs = (access: GongAccess | null): Add =>
    function add(check, ...verdicts) {
      for (const { status, ...words } of verdicts) {
        const found = hideSignIn(words.found, access)
        const next = words.next && hideSignIn(words.next, access)
        checks.push({ check, status, found, next })
        report({ check, status, found, next })
      }
    }

  const config = read(env, addAs(null))
  const add = addAs(config?.gong ?? null)
  if (!config) {
    const names: readonly CheckName[] = [...PLACE_CHECKS, ...GONG_CHECKS]
    for (const name of names) add(name, skip('the configuration cannot be read'))
    if (sendTo !== null) add('test interaction', fail('not sent', 'mend the configuration first'))
    return { checks, sent: null }
  }
  const { dataDir, spool } = config
  add('configuration', ...checkConfiguration(config))
  add('secrets', checkSecrets(env))
  add('data folder', checkDataFolder(dataDir))
  add('disk', checkDisk({ dataDir, minFreeBytes: spool.minFreeBytes }))
  add('spool', checkSpool({ dataDir, maxBytes: spool.maxBytes, nowMs: clock() }))
  const database = await openDatabase(config, scratchDir)
  try {
    add('database', database.verdict)
    const opened = openCaller(config, database, deps)
    if (opened.kind === 'caller') {
      const { caller } = opened
      return { checks, sent: await checkGong({ config, caller, database, clock, sendTo, add }) }
    }
    // What to do is said once.
    for (const name of GONG_CHECKS)
      add(name, skip(opened.found, name === 'credentials' ? opened.next : null))
    if (sendTo !== null) add('test interaction', fail(`not sent: ${opened.found}`, opened.next))
    return { checks, sent: null }
  } finally {
    await database.store?.close()
  }
}

const PLACE_CHECKS = ['secrets', 'data folder', 'disk', 'spool', 'database'] as const

function read(env: Environment, add: Add): Config | null {
  try {
    return readConfig(env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const faults = wordsOf(error).split('\n')
    add('configuration', ...faults.map((fault) => fail(fault, 'mend it: no collector starts so')))
    return null
  }
}
