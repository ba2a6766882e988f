import { expect, it } from 'vitest'
import { openTestConsole } from './test-console.js'

it('shows the overview', async () => {
  const { page } = await openTestConsole()
  expect(await page('/')).toContain('<h1>Overview</h1>')
})
