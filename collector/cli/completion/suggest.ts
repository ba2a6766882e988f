import type { Argument, Command, Option } from 'commander'

export interface Suggestion {
  value: string
  /** One line; empty where there is nothing to say. */
  description: string
}

/** What may stand where the cursor is; `files` says that the shell's own completion of paths is what fits. */
export interface Suggested {
  suggestions: Suggestion[]
  files: boolean
}

/** The values of an option or argument that are known beyond its choices; `files` of one that takes a path. */
export type ValuesOf = (
  command: Command,
  of: Option | Argument,
) => Promise<readonly Suggestion[] | 'files'>

/** Reads a command line as far as the cursor, of which the last word is the one to be completed, whatever is wrong with it. */
export async function suggest(
  program: Command,
  { words, valuesOf }: { words: readonly string[]; valuesOf: ValuesOf },
): Promise<Suggested> {
  const current = words.at(-1) ?? ''
  const place = readPlace(program, words.slice(0, -1))
  const { command, pending } = place
  const [, name, typed] = /^(--[^=]+)=(.*)$/.exec(current) ?? []
  const named = name === undefined ? pending : optionOf(command, name)
  if (named) return startingWith(typed ?? current, await valuesFor(command, named, valuesOf))
  if (current.startsWith('-')) {
    return startingWith(current, optionsOf(place))
  }
  const commands = command
    .createHelp()
    .visibleCommands(command)
    .map((each) => ({ value: each.name(), description: each.description() }))
  if (commands.length > 0) return startingWith(current, commands)
  const args = command.registeredArguments
  const argument = args[Math.min(place.positionals, args.length - 1)]
  if (!argument) return startingWith(current, [])
  return startingWith(current, await valuesFor(command, argument, valuesOf))
}

interface Place {
  command: Command
  /** An option that still waits for its value. */
  pending: Option | null
  positionals: number
  used: Set<string>
}

function readPlace(program: Command, words: readonly string[]): Place {
  const place: Place = { command: program, pending: null, positionals: 0, used: new Set() }
  for (const word of words) {
    if (place.pending) {
      place.pending = null
    } else if (word.startsWith('-')) {
      const option = optionOf(place.command, word.split('=')[0] ?? '')
      if (option && !option.variadic) place.used.add(option.long ?? '')
      const takesValue = option !== undefined && (option.required || option.optional)
      place.pending = takesValue && !word.includes('=') ? option : null
    } else {
      const next = place.command.commands.find((each) => each.name() === word)
      if (next) place.command = next
      else place.positionals += 1
    }
  }
  return place
}

function optionOf(command: Command, name: string): Option | undefined {
  return command.options.find(({ long, short }) => long === name || short === name)
}

function optionsOf({ command, used }: Place): Suggestion[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long && !used.has(long))
    .map(({ long, description }) => ({ value: long ?? '', description }))
}

async function valuesFor(
  command: Command,
  of: Option | Argument,
  valuesOf: ValuesOf,
): Promise<readonly Suggestion[] | 'files'> {
  const { argChoices } = of
  if (argChoices) return argChoices.map((value) => ({ value, description: '' }))
  return valuesOf(command, of)
}

function startingWith(text: string, values: readonly Suggestion[] | 'files'): Suggested {
  if (values === 'files') return { suggestions: [], files: true }
  return { suggestions: values.filter(({ value }) => value.startsWith(text)), files: false }
}
