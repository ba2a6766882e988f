import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fillReadme, quotedFiles, withoutResults } from './proof/fill-readme.js'
import { strayFigures } from './proof/stray-figures.js'

const root = new URL('../', import.meta.url)
const readme = readFileSync(new URL('README.md', root), 'utf8')

const readResults = (file: string): string =>
  readFileSync(new URL(`bench/results/${file}`, root), 'utf8')

it('README has the tables of bench/results, to the letter', () => {
  const wanted = 'npm run proof -- --readme puts the tables of bench/results into README.md'
  expect(readme, wanted).toBe(fillReadme(readme, readResults))
  expect(quotedFiles(readme)).toEqual(
    expect.arrayContaining(['collector.md', 'delivery.md', 'week.md', 'snippet.md']),
  )
})

it("README's words about speed have no figure that bench/results has not", () => {
  const [, speed = ''] = /^## Speed\n([^]*?)^## /m.exec(withoutResults(readme)) ?? []
  expect(speed).not.toBe('')
  const results = readdirSync(new URL('bench/results/', root)).map(readResults)
  const wanted = 'mend the sentence, or begin its paragraph with "Measured once"'
  expect(strayFigures(speed, results), wanted).toEqual([])
})
