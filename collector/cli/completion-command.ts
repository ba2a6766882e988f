import { RootCommand } from '@bomb.sh/tab'
import { Argument, type Command } from 'commander'
import { BASH_SCRIPT } from './completion/bash-script.js'
import { knownValues } from './completion/known-values.js'
import { suggest } from './completion/suggest.js'
import type { Terminal } from './terminal.js'

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const
type Shell = (typeof SHELLS)[number]

const EXAMPLES = `
It completes commands, options, paths, sites, and the reasons for which something is dead or held just now. The shell has
to find tamtam by that name, as after npm install --global; behind npx it cannot.

Examples:
  source <(tamtam completion bash)                      in ~/.bashrc
  source <(tamtam completion zsh)                       in ~/.zshrc, after compinit
  tamtam completion fish > ~/.config/fish/completions/tamtam.fish
  tamtam completion powershell | Out-String | Invoke-Expression   in $PROFILE`

/** What the scripts of @bomb.sh/tab understand at the end of suggestions: whether paths fit too. */
const NO_FILES = ':4'
const FILES = ':0'

/** `tamtam completion`: a script for a shell, which asks the hidden `tamtam complete -- <words>` for what fits. */
export function addCompletion(program: Command, terminal: Terminal): void {
  program
    .command('completion')
    .description("print a script by which a shell completes tamtam's command lines")
    .addArgument(new Argument('<shell>', 'for which shell').choices(SHELLS))
    .addHelpText('after', EXAMPLES)
    .action((shell: Shell) => {
      if (shell === 'bash') terminal.print(BASH_SCRIPT)
      // Prints by itself.
      else new RootCommand().setup('tamtam', 'tamtam', shell)
    })
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: string[]) => {
      const valuesOf = knownValues(terminal)
      const { suggestions, files } = await suggest(program, { words, valuesOf })
      const lines = suggestions.map(({ value, description }) => `${value}\t${description}`)
      terminal.print([...lines, files ? FILES : NO_FILES].join('\n'))
    })
}
