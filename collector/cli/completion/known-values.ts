import type { Argument, Option } from 'commander'
import { readConfig, type Config } from '../../config.js'
import { readStore } from '../open-data-to-read.js'
import type { Terminal } from '../terminal.js'
import type { Suggestion, ValuesOf } from './suggest.js'

/** Options that take a path. */
const PATHS = ['--rules', '--output', '--key', '--key-file', '--to-file', '--generate']

/**
 * Sites and keys of the configuration, and reasons for which something is dead or held just now. Nothing where it cannot
 * be read: who presses a key to complete a word wants no fault explained.
 */
export function knownValues({ env }: Pick<Terminal, 'env'>): ValuesOf {
  return async (command, of) => {
    const name = nameOf(of)
    if (PATHS.includes(name)) return 'files'
    try {
      return await valuesOf(name, { group: command.parent?.name() ?? '', config: readConfig(env) })
    } catch {
      return []
    }
  }
}

async function valuesOf(
  name: string,
  { group, config }: { group: string; config: Config },
): Promise<readonly Suggestion[]> {
  switch (name) {
    case '--site':
      return config.sites.map(({ siteId, origins }) => ({
        value: siteId,
        description: origins.join(' '),
      }))
    case '--kid':
      return config.sites.flatMap(({ siteId, jwt }) =>
        jwt.map(({ kid, alg }) => ({ value: kid, description: `${alg} of ${siteId}` })),
      )
    case '--reason': {
      const counts = await readStore(config, (verbs) => {
        if (group === 'held') return verbs.countHeld()
        return group === 'shed' ? verbs.countShed() : verbs.countDead()
      })
      return counts.map(({ reason, interactions }) => ({
        value: reason,
        description: `${interactions.toLocaleString('en-US')} interactions`,
      }))
    }
    default:
      return []
  }
}

function nameOf(of: Option | Argument): string {
  return 'long' in of ? (of.long ?? '') : of.name()
}
