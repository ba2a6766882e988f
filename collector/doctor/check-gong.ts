import type { Config } from '../config.js'
import type { Clock } from '../lib/clock.js'
import { askGong } from './ask-gong.js'
import { checkBaseUrl } from './check-base-url.js'
import { checkClock } from './check-clock.js'
import { checkDelivery } from './check-delivery.js'
import { checkEngaging } from './check-engaging.js'
import { checkSignIn } from './check-sign-in.js'
import { fail, skip, wordsOf, type Verdict } from './check.js'
import { judgeCredentials } from './judge-credentials.js'
import type { Caller } from './open-caller.js'
import type { Database } from './open-database.js'
import type { Add } from './run-doctor.js'
import { sendTestInteraction, type Sent } from './send-test-interaction.js'

export const GONG_CHECKS = [
  'OAuth',
  'base URL',
  'clock',
  'credentials',
  'engagement calls',
  'delivery',
] as const

interface GongDeps {
  config: Config
  caller: Caller
  database: Database
  clock: Clock
  sendTo: string | null
  add: Add
}

/** From the way to Gong up to whether it lets us write; then, if wished, one interaction. */
export async function checkGong(deps: GongDeps): Promise<Sent | null> {
  const { config, caller, database, clock, sendTo, add } = deps
  const credentials = await checkCredentials(deps)
  const isLetIn = credentials.status === 'pass'
  add('engagement calls', await checkEngaging({ ...caller, sites: config.sites, isLetIn }))
  if (database.isOwn) add('delivery', ...(await delivery({ ...caller, isLetIn })))
  else add('delivery', skip('no collector has run here yet'))
  if (sendTo === null) return null

  if (!isLetIn) {
    add('test interaction', fail('not sent: Gong does not let us in', 'mend what failed above'))
    return null
  }
  const { companyName } = config
  const { verdict, sent } = await sendTestInteraction({
    ...caller,
    clock,
    companyName,
    email: sendTo,
  })
  add('test interaction', verdict)
  return sent
}

/** The store was there a moment ago, and may be busy or gone by now. */
async function delivery(deps: Parameters<typeof checkDelivery>[0]): Promise<Verdict[]> {
  try {
    return await checkDelivery(deps)
  } catch (cause) {
    return [fail(`the store failed: ${wordsOf(cause)}`, 'run doctor again')]
  }
}

async function checkCredentials({ config, caller, clock, add }: GongDeps): Promise<Verdict> {
  const skipRest = (found: string, ...names: ('base URL' | 'clock' | 'credentials')[]): Verdict => {
    for (const name of names) add(name, skip(found))
    return skip(found)
  }
  const baseUrl = await findBaseUrl(config, caller, add)
  if (baseUrl === null) {
    return skipRest('there is no access token', 'base URL', 'clock', 'credentials')
  }
  const { verdict, reached } = await checkBaseUrl(baseUrl)
  add('base URL', verdict)
  if (!reached) return skipRest('Gong cannot be reached', 'clock', 'credentials')

  const asked = await askGong({ ...caller, clock })
  add('clock', asked.timed ? checkClock(asked.timed) : skip("there was no answer of Gong's"))
  const credentials = judgeCredentials(asked, reached.localAddress)
  add('credentials', credentials)
  return credentials
}

/** By OAuth, Gong says where it is. */
async function findBaseUrl(
  { gong: access }: Config,
  { signIn }: Caller,
  add: Add,
): Promise<string | null> {
  if (access?.kind !== 'oauth') {
    add('OAuth', skip('not used: sign-in is by an access key'))
    return access?.baseUrl ?? null
  }
  const { verdict, baseUrl } = await checkSignIn(signIn)
  add('OAuth', verdict)
  return baseUrl
}
