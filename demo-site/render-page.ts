import { readFileSync } from 'node:fs'

export type SiteValues = { collectorUrl: string; siteId: string; companyName: string }

/**
 * A file of pages/ as the visitor gets it: `{{HEAD}}`, `{{HEADER}}` and `{{FOOTER}}` put in, the link to the
 * current page marked in the last two, and the remaining `{{…}}` filled with the site's values. Throws on a placeholder that nobody fills.
 */
export function renderPage(file: string, path: string, values: SiteValues): string {
  const whole = readPage(file)
    .replace('{{HEAD}}', () => readPage('head.html'))
    .replace('{{HEADER}}', () => markCurrent(readPage('header.html'), path))
    .replace('{{FOOTER}}', () => markCurrent(readPage('footer.html'), path))
  return whole.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    switch (name) {
      case 'COLLECTOR':
        return escapeHtml(values.collectorUrl)
      case 'SITE_ID':
        return escapeHtml(values.siteId)
      case 'COMPANY':
        return escapeHtml(values.companyName)
      default:
        throw new Error(`${file} has a placeholder ${placeholder} that nothing fills`)
    }
  })
}

function readPage(file: string): string {
  return readFileSync(new URL(`pages/${file}`, import.meta.url), 'utf8')
}

/** `/blog` is current on its articles too. */
function markCurrent(html: string, path: string): string {
  const [, section = ''] = path.split('/')
  return html.replaceAll(`href="/${section}"`, `href="/${section}" aria-current="page"`)
}

function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
