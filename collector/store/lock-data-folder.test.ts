import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { lockDataFolder } from './lock-data-folder.js'
import { temporaryFolder } from './test-store.js'

/** Another process that locks the folder, says so and stays. */
async function lockElsewhere(folder: string) {
  const module = JSON.stringify(join(import.meta.dirname, 'lock-data-folder.ts'))
  const code = `
    import(${module}).then(({ lockDataFolder }) => {
      lockDataFolder(${JSON.stringify(folder)})
      console.log('locked')
      setInterval(() => globalThis.gc(), 1)
    })`
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', '-e', code])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

it('a second collector is kept out of a folder until the first has died, by whatever death', async () => {
  const folder = temporaryFolder()
  const other = await lockElsewhere(folder)
  const words = `another collector uses this folder: it holds ${join(folder, 'collector.lock')}`
  expect(() => lockDataFolder(folder)).toThrow(words)
  other.kill('SIGKILL')
  await once(other, 'exit')
  lockDataFolder(folder).release()
  expect(readdirSync(folder)).toEqual(['collector.lock'])
})

it('is let go of by the same process too, and held by one at a time', () => {
  const folder = temporaryFolder()
  const lock = lockDataFolder(folder)
  expect(() => lockDataFolder(folder)).toThrow('another collector uses this folder')
  lock.release()
  lock.release()
  lockDataFolder(folder).release()
})

it('a folder that cannot be locked says why in other words', () => {
  expect(() => lockDataFolder(join(temporaryFolder(), 'nothing'))).toThrow(
    'Unable to open connection',
  )
})
