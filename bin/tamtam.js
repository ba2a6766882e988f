#!/usr/bin/env node
// Committed, and not a file of the build: npm and npx link what is there when they look, and never look again.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

const built = join(import.meta.dirname, '../dist/collector/cli.js')

if (existsSync(built)) {
  await import(pathToFileURL(built).href)
} else {
  process.stderr.write(`tamtam: ${built} is not there: run "npm run build" first\n`)
  process.exitCode = 1
}
