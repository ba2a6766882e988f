/**
 * Figures in prose that no file of results has: whoever measures anew and forgets a sentence is told so. A figure is a
 * number with a decimal point, a comma or a percent sign, or one of three digits and more; others are too common to be
 * told apart from settings. Code, links' targets, tables and paragraphs that begin with "Measured once" are not looked at.
 */
export function strayFigures(prose: string, results: readonly string[]): string[] {
  const known = new Set(results.flatMap(figuresOf))
  const paragraphs = prose
    .split(/\n\s*\n/)
    .filter((paragraph) => !/^(?:Measured once|\||```)/.test(paragraph.trimStart()))
  return paragraphs
    .map((paragraph) => paragraph.replace(/`[^`]*`/g, '').replace(/\]\([^)]*\)/g, ']'))
    .flatMap(figuresOf)
    .filter((figure) => !known.has(figure))
}

function figuresOf(text: string): string[] {
  return [...text.matchAll(/\d[\d,]*(?:\.\d+)?(?:\s%)?/g)]
    .map(([figure]) => figure.replace(/\s%/, ' %').replace(/,$/, ''))
    .filter((figure) => /[.,%]|\d{3}/.test(figure))
}
