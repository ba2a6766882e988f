import { describeCommit } from './describe-commit.js'

/** How every file below bench/results begins: by what it was written, when, of which commit, and on what. */
export function renderHead({
  title,
  command,
  facts,
}: {
  title: string
  command: string
  /** The machine, versions, seeds: a line each. */
  facts: readonly string[]
}): string {
  const date = new Date().toISOString().slice(0, 10)
  return `# ${title}

Written by \`${command}\` on ${date}, in ${minutesOfThisProcess()} min, of ${describeCommit()}.

${facts.map((fact) => `- ${fact}`).join('\n')}`
}

/** The proof reads from it how long the next run will take, so less than one is one. */
function minutesOfThisProcess(): number {
  return Math.max(1, Math.round(performance.now() / 60_000))
}
