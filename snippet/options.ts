import type { Options } from './api.js'

/** What the site has set; there is one page and so one site. */
export let options: Options

export function setOptions(given: Options): void {
  options = given
}

/** Whether a change of this makes another view. */
export function isView(part: 'query' | 'hash'): boolean {
  return String(options.views).includes(part)
}
