#!/usr/bin/env node
import { run } from './run.js'
import { openTerminal } from './terminal.js'

// Whoever reads less than all, such as `head`, is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

// Not process.exit(): what was written to a pipe would be cut off.
process.exitCode = await run(process.argv.slice(2), openTerminal())
