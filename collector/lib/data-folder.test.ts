import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { explainDataFolder } from './data-folder.js'

it('says what stands in the way and what to do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tamtam-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const cause = new Error('EACCES: permission denied, mkdir')
  expect(explainDataFolder(join(folder, 'no', 'data'), cause)).toBe(
    `its parent folder ${join(folder, 'no')} does not exist: make that first`,
  )
  expect(explainDataFolder(join(file, 'data'), cause)).toBe(
    `${file} is a file: give it a path below a folder`,
  )
  expect(explainDataFolder(file, cause)).toBe(
    'which is a file: give it another path, or move that file away',
  )
  expect(explainDataFolder(join(folder, 'data'), cause)).toBe(
    'EACCES: permission denied, mkdir. Give it another folder, or this one to the user that runs the collector',
  )
})
