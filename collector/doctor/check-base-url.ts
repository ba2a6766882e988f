import { readOutcome } from '../deliver/read-outcome.js'
import { readApiBaseUrl } from '../gong/api-base-url.js'
import { readNetworkFault } from '../gong/network-fault.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import { fail, pass, warn, type Verdict } from './check.js'
import { reach, type Reached } from './reach.js'

const REACH_WITHIN_MS = 10_000

/** Whether Gong's address resolves and can be connected to safely; `reached` is null when it is not so. */
export async function checkBaseUrl(
  baseUrl: string,
): Promise<{ verdict: Verdict; reached: Reached | null }> {
  const { host, hostname } = new URL(baseUrl)
  try {
    const reached = await reach(baseUrl, REACH_WITHIN_MS)
    const { address, tls } = reached
    const found = `${host} is ${address}, ${tls ?? 'without TLS on this machine'}`
    const verdict =
      readApiBaseUrl(baseUrl) === null
        ? warn(
            `${found}; ${hostname} is not at gong.io`,
            'check GONG_API_BASE_URL: the access key goes there with every call',
          )
        : pass(found)
    return { verdict, reached }
  } catch (error) {
    const { fault, cause } = readNetworkFault(error)
    const outcome = readOutcome({ kind: 'unreachable', fault, cause }, 0, 'digital-interaction')
    const words = 'reason' in outcome ? ERROR_CODES[outcome.reason] : ''
    return {
      verdict: fail(`${host} cannot be reached: ${cause}`, `${words} ${ADVICE[fault]}`.trim()),
      reached: null,
    }
  }
}

/** What the catalogue's words leave out. */
const ADVICE = {
  dns: '',
  tls: '',
  connection: 'See that a firewall lets this machine out to it.',
} as const
