import { renderTable } from '../render-table.js'
import { readTable } from './read-table.js'

/**
 * README's text with the tables of the results between its markers, `<!-- results: FILE -->` and `<!-- /results -->`.
 * The first may name a section (`week.md # little high`) and columns (`snippet.md | brotli 11 | click ms`). Below each
 * table stands by what command, when and of which commit it was written.
 *
 * @throws Error When a marker asks for what the results do not have.
 */
export function fillReadme(readme: string, readResults: (file: string) => string): string {
  return readme.replace(BLOCK, (_whole, wish: string) => {
    const { file, section, columns } = readWish(wish)
    const text = readResults(file)
    const written = /^Written by .*$/m.exec(text)?.[0] ?? ''
    return `<!-- results: ${wish} -->

${renderTable(readTable(text, { section, columns }))}

[bench/results/${file}](bench/results/${file}): ${written.replace(/^W/, 'w')}

<!-- /results -->`
  })
}

/** README's text without what is copied into it. */
export function withoutResults(readme: string): string {
  return readme.replace(BLOCK, '')
}

/** Which files of results README has tables of. */
export function quotedFiles(readme: string): string[] {
  return [...readme.matchAll(BLOCK)].map(([, wish = '']) => readWish(wish).file)
}

const BLOCK = /<!-- results: (.+?) -->[^]*?<!-- \/results -->/g

function readWish(wish: string): { file: string; section: string | null; columns: string[] } {
  const [place = '', ...columns] = wish.split('|').map((each) => each.trim())
  const [file = '', section = null] = place.split('#').map((each) => each.trim())
  return { file, section, columns }
}
