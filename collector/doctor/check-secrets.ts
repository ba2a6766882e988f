import { SECRETS, type Environment } from '../environment.js'
import { pass, skip, type Verdict } from './check.js'

/** Where each secret comes from, and nothing of what it is. */
export function checkSecrets(env: Environment): Verdict {
  const from = SECRETS.flatMap((name) => {
    if (env[`${name}_FILE`]) return [`${name} from a file`]
    return env[name] ? [`${name} from the environment`] : []
  })
  return from.length === 0 ? skip('none is set') : pass(from.join(', '))
}
