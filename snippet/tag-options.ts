import type { Options } from './api.js'

/**
 * The options that a script tag carries: `data-site`, `data-endpoint` and `data-tracking-params` (a list with commas),
 * or `site`, `endpoint` and `tracking-params` in the query of its `src` for tag managers that drop attributes. An
 * attribute wins. The endpoint is relative to the script, by default `/v1/events` on its host.
 */
export function readTagOptions(src: string, tag: Pick<Element, 'getAttribute'>): Options {
  const query = new URL(src).searchParams
  const read = (name: string) => tag.getAttribute('data-' + name) || query.get(name) || ''
  return {
    siteId: read('site'),
    endpoint: new URL(read('endpoint') || '/v1/events', src).href,
    trackingParams: read('tracking-params').match(/[^\s,]+/g) ?? [],
  }
}
