import { expect, it } from 'vitest'
import { fillReadme, quotedFiles, withoutResults } from './fill-readme.js'

const RESULTS = `# Speed

Written by \`npm run bench\` on 2026-11-21, in 3 min, of commit abc.

|        | bytes |  ms |
| ------ | ----: | --: |
| tamtam | 4,720 | 1.5 |
| other  | 9,000 | 2.5 |

|        | requests |
| ------ | -------: |
| tamtam |        3 |

## week

|      | told |
| ---- | ---: |
| high |  1 % |
`

const fill = (readme: string): string =>
  fillReadme(readme, (file) => {
    if (file === 'speed.md') return RESULTS
    throw new Error(`there is no ${file}`)
  })

const block = (wish: string, inside = 'old'): string =>
  `Before.\n\n<!-- results: ${wish} -->\n\n${inside}\n\n<!-- /results -->\n\nAfter.\n`

const SOURCE =
  '[bench/results/speed.md](bench/results/speed.md): written by `npm run bench` on 2026-11-21, in 3 min, of commit abc.'

it('puts the first table between the markers, with what it was written by, and nothing else', () => {
  const filled = fill(block('speed.md'))
  const table = `|        | bytes |  ms |
| ------ | ----: | --: |
| tamtam | 4,720 | 1.5 |
| other  | 9,000 | 2.5 |`
  expect(filled).toBe(block('speed.md', `${table}\n\n${SOURCE}`))
  expect(fill(filled)).toBe(filled)
})

it('takes the table of a section', () => {
  expect(fill(block('speed.md # week'))).toContain('| high |  1 % |')
})

it('joins the columns of several tables by the names of their rows', () => {
  const table = `|        | requests | bytes |
| ------ | -------: | ----: |
| tamtam |        3 | 4,720 |`
  expect(fill(block('speed.md | requests | bytes'))).toContain(table)
  const other = '| other  | 9,000 |          |'
  expect(fill(block('speed.md | bytes | requests'))).toContain(other)
})

it.each([
  ['week.md', 'there is no week.md'],
  ['speed.md # month', 'no table in section month'],
  ['speed.md | bites', 'no column bites in section before all headings'],
])('fails when results have no %s', (wish, fault) => {
  expect(() => fill(block(wish))).toThrow(fault)
})

it('says which files a text quotes, and what it says itself', () => {
  const readme = block('speed.md') + block('week.md # little high')
  expect(quotedFiles(readme)).toEqual(['speed.md', 'week.md'])
  expect(withoutResults(block('speed.md'))).toBe('Before.\n\n\n\nAfter.\n')
})
