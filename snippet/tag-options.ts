import type { Options } from './api.js'

/**
 * The options that a script tag carries: `data-site`, `data-tracking-params` and so on, or `site`, `trackingParams` and
 * so on in the query of its `src` for tag managers that drop attributes. An attribute wins. The endpoint is relative to
 * the script, by default `/v1/events` on its host. What values mean is seen to where they are used.
 */
export function readTagOptions({ src, dataset }: Pick<HTMLScriptElement, 'src' | 'dataset'>) {
  const address = new URL(src || location.origin)
  const options = { ...Object.fromEntries(address.searchParams), ...dataset } as unknown as Options
  options.endpoint = new URL(options.endpoint || '/v1/events', address).href
  return options
}
