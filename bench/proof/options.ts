import { parseArgs } from 'node:util'
import type { ProofPart } from './proof-part.js'

export type ReadOptions =
  | { kind: 'prove'; parts: ProofPart[] }
  | { kind: 'readme' }
  | { kind: 'help' }
  | { kind: 'misuse'; fault: string }

export function helpOf(parts: readonly ProofPart[]): string {
  return `Runs all that proves the figures in README.md, one after the other, at default lengths, and writes bench/results.

  npm run proof -- [--only PART,PART]
  npm run proof -- --readme

  --only PARTS  of ${parts.map(({ name }) => name).join(', ')} (default all)
  --readme      runs nothing: puts the tables of bench/results into README.md
  --help        this text

${parts.map(({ name, shows, writes }) => `  ${name.padEnd(10)} ${shows}: bench/results/${writes}`).join('\n')}

Nothing else should run meanwhile. A part that fails does not keep the next from running. Exit 0: all parts came to their
end. 1: one failed, or Ctrl-C ended what ran. 2: misuse.`
}

export function readOptions(args: readonly string[], all: readonly ProofPart[]): ReadOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        readme: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return { kind: 'help' }
    if (values.readme && values.only !== undefined)
      return { kind: 'misuse', fault: '--readme runs no part: leave --only out' }
    if (values.readme) return { kind: 'readme' }
    const names = values.only?.split(',') ?? all.map(({ name }) => name)
    const stranger = names.find((each) => !all.some(({ name }) => name === each))
    if (stranger !== undefined) {
      const known = all.map(({ name }) => name).join(', ')
      const fault = `--only: expected parts of ${known}, got ${JSON.stringify(stranger)}`
      return { kind: 'misuse', fault }
    }
    return { kind: 'prove', parts: all.filter(({ name }) => names.includes(name)) }
  } catch (error) {
    return { kind: 'misuse', fault: error instanceof Error ? error.message : String(error) }
  }
}
