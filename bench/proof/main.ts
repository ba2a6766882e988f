import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { helpOf, readOptions } from './options.js'
import { PROOF_PARTS } from './proof-parts.js'
import { prove } from './prove.js'
import { writeReadme } from './write-readme.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** One Ctrl-C may come twice: from the terminal, and handed on by npm. */
const SAME_KEY_MS = 1000

async function main(): Promise<number> {
  const read = readOptions(process.argv.slice(2), PROOF_PARTS)
  switch (read.kind) {
    case 'help':
      console.log(helpOf(PROOF_PARTS))
      return 0
    case 'misuse':
      console.error(`${read.fault}\n\n${helpOf(PROOF_PARTS)}`)
      return 2
    case 'readme':
      console.log(writeReadme(ROOT) ? 'README.md has new figures' : 'README.md had them already')
      return 0
    case 'prove': {
      const [load = 0] = loadavg()
      if (load > cpus().length / 2)
        console.log(`This machine is busy (load average ${load.toFixed(1)}): figures will suffer.`)
      const signal = onceAskedToEnd()
      const resultsFolder = `${ROOT}bench/results`
      const isProven = await prove({
        ...{ parts: read.parts, folder: ROOT, resultsFolder, signal },
        say: console.log,
      })
      console.log('\nnpm run proof -- --readme puts the tables of bench/results into README.md')
      return isProven ? 0 : 1
    }
  }
}

/** Ctrl-C ends the part that runs and begins no other; the second one does not wait for what that part started. */
function onceAskedToEnd(): AbortSignal {
  const stop = new AbortController()
  let firstAtMs: number | null = null
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      firstAtMs ??= performance.now()
      if (performance.now() - firstAtMs > SAME_KEY_MS) process.exit(1)
      if (stop.signal.aborted) return
      console.log('ending what runs')
      stop.abort()
    })
  }
  return stop.signal
}

process.exit(await main())
