import { expect, test, vi } from 'vitest'
import { receiveTypes } from './test-page.js'

/* Covers: the tag, the stub and the one global. Leaves out: how a browser finds the script that runs. */

/** Runs the script as a tag does, or again as a second tag. */
async function runScript(tag: { src: string; dataset: object } | null): Promise<void> {
  vi.resetModules()
  Object.assign(document, { currentScript: tag, querySelector: () => null })
  await import('./script.js')
  await vi.advanceTimersByTimeAsync(300)
}

const TAG = { src: 'https://c.example.com/tamtam.js', dataset: { site: 'acme' } }

test('a tag without a site id says so in one line, and nothing starts', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  await runScript({ ...TAG, dataset: {} })
  expect(warn.mock.calls).toEqual([['tamtam: the tag has no data-site']])
  expect(window).not.toHaveProperty('tamtam')
})

test('a page without a tag suffers no error, and nothing starts', async () => {
  await runScript(null)
  expect(window).not.toHaveProperty('tamtam')
})

test('a tag makes the one global and counts the page', async () => {
  const before = Object.keys(window)
  await runScript(TAG)
  expect(Object.keys(window)).toEqual([...before, 'tamtam'])
  expect(await receiveTypes()).toEqual(['page_view'])
})

test('what the stub has kept runs in its order', async () => {
  const q = [['track', 'a'], ['reset']]
  Object.assign(window, { tamtam: Object.assign(() => {}, { q }) })
  await runScript(TAG)
  expect(await receiveTypes()).toEqual(['custom', 'reset', 'page_view'])
})

test('a tag that is pasted twice runs once', async () => {
  await runScript(TAG)
  const { tamtam } = window
  await runScript(TAG)
  expect(window.tamtam).toBe(tamtam)
  expect(await receiveTypes()).toEqual(['page_view'])
})
