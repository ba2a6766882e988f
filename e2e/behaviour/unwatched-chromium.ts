import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHROMIUM_ARGUMENTS } from '../find-browser.js'

export interface UnwatchedOptions {
  url: string
  userAgent: string
  /** Of the profile, as in Chromium's own file. */
  preferences?: object | undefined
}

/**
 * A Chromium as a visitor has it: no DevTools client, which would switch prerendering off and have every tab believe
 * that it is seen. Nobody can act in it, so its pages act by themselves. Gives what ends it.
 */
export async function startUnwatchedChromium({
  url,
  userAgent,
  preferences = {},
}: UnwatchedOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'tamtam-unwatched-'))
  await mkdir(join(folder, 'Default'))
  await writeFile(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences))
  const browser = spawn(
    process.env.PLAYWRIGHT_CHROMIUM ?? '',
    [
      ...CHROMIUM_ARGUMENTS,
      '--headless=new',
      '--disable-popup-blocking',
      '--no-default-browser-check',
      `--user-agent=${userAgent}`,
      `--user-data-dir=${folder}`,
      url,
    ],
    // A group of its own, since what is installed may be a shell script that starts the browser.
    { stdio: 'ignore', detached: true },
  )
  const ended = new Promise((resolve) => browser.once('close', resolve))
  return async () => {
    if (browser.pid && browser.exitCode === null) process.kill(-browser.pid, 'SIGKILL')
    await ended
    // Its last child may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}
