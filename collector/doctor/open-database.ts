import { join, resolve } from 'node:path'
import type { Config } from '../config.js'
import { hideSecrets } from '../gong/exchange.js'
import { sqliteCode } from '../store/driver.js'
import { openStore, type Store } from '../store/store.js'
import { fail, pass, warn, wordsOf, type Verdict } from './check.js'
import { lookAtStore } from './look-at-store.js'

type Place = Pick<Config, 'dataDir' | 'databaseUrl'>

export interface Database {
  verdict: Verdict
  /** To be closed. Null when none can be had, and then no call to Gong may be made: nobody would count it. */
  store: Store | null
  /** Whether it is the collector's; else it is for this moment only, and no collector makes calls yet. */
  isOwn: boolean
}

const NONE = { store: null, isOwn: false }

/**
 * The collector's store, as another process that writes a little: permits, and that delivery goes on. It is made and
 * brought up to date by collectors alone. Where none has run yet, one in `scratchDir` counts what we call meanwhile.
 */
export async function openDatabase(place: Place, scratchDir: string): Promise<Database> {
  const target = place.databaseUrl ?? join(resolve(place.dataDir), 'store.db')
  const name = place.databaseUrl === null ? target : `the database at ${hostOf(place.databaseUrl)}`
  try {
    const look = await lookAtStore(target)
    switch (look.kind) {
      case 'ready': {
        const store = await openStore(target, { answerWithinMs: ANSWER_WITHIN_MS })
        const { server, migrations } = look
        const words = `${name} (${server}) is up to date, ${migrations} migrations`
        return { verdict: pass(words), store, isOwn: true }
      }
      case 'absent':
        return {
          verdict: warn(
            `${name} has no tables yet`,
            'start the collector, which makes them; until then calls are not counted beyond this run',
          ),
          store: await openStore(join(scratchDir, 'store.db')),
          isOwn: false,
        }
      case 'earlier':
        return {
          verdict: fail(
            `${name} is of an earlier version`,
            'start the collector of this version, which brings it up to date, then doctor again',
          ),
          ...NONE,
        }
      case 'later':
        return {
          verdict: fail(`${name} is of a later version`, "use the collector's version of tamtam"),
          ...NONE,
        }
      case 'unfit':
        return {
          verdict: fail(`${name}: ${look.why}`, 'mend it: no collector starts on it'),
          ...NONE,
        }
    }
  } catch (cause) {
    return { verdict: unusable(name, place, cause), ...NONE }
  }
}

const ANSWER_WITHIN_MS = 10_000

function unusable(name: string, { databaseUrl }: Place, cause: unknown): Verdict {
  if (isBusy(cause)) {
    return fail(
      `${name} was busy for 10 s, so nothing was written and no call made`,
      'run doctor again; if it stays so, see what else has the file open',
    )
  }
  const secrets = databaseUrl === null ? [] : passwordsOf(databaseUrl)
  return fail(
    `${name} cannot be used: ${hideSecrets(wordsOf(cause), secrets)}`,
    databaseUrl === null
      ? 'run doctor as the user that runs the collector, who may write to it'
      : 'check DATABASE_URL, and that the server can be reached from here and lets this user write',
  )
}

/** Or what it was caused by. */
function isBusy(error: unknown): boolean {
  if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) return true
  return error instanceof Error && error.cause !== undefined && isBusy(error.cause)
}

/** As it stands in the address and as it is meant. */
function passwordsOf(url: string): string[] {
  const { password } = new URL(url)
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password] // A per cent sign that encodes nothing.
  }
}

function hostOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
