import { afterEach, beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => vi.resetModules())

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('a tag without a site id says so in one line, and nothing starts', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const tag = { src: 'https://c.example.com/tamtam.js', getAttribute: () => null }
  vi.stubGlobal('window', {})
  vi.stubGlobal('document', { currentScript: tag })
  await import('./script.js')
  expect(warn.mock.calls).toEqual([['tamtam: the tag has no data-site']])
  expect(window).toEqual({})
})
