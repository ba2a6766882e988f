import { configFile, type ConfigFile } from '../../collector/lib/config-file.js'
import { CONFIG } from '../day/site.js'

export interface Rules {
  name: string
  /** For the report, after "under". */
  words: string
  config: ConfigFile
}

/** The same site by what its owner might call valuable. */
export const RULES: readonly Rules[] = [
  {
    name: 'much high',
    words: 'the rules of bench/day/site.ts: every page of pricing and the demo are high',
    config: CONFIG,
  },
  {
    name: 'little high',
    words:
      'rules that call little high: the demo and the pricing for enterprises; other pricing is normal, all else low',
    config: configFile.parse({
      ...CONFIG,
      content: [
        { match: '/demo', priority: 'high' },
        { match: '/pricing/enterprise', priority: 'high' },
        { match: '/pricing*' },
        { match: '/careers*', send: false },
        { match: '*', priority: 'low' },
      ],
    }),
  },
]
