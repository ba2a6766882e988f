import type { Run } from './start.js'
import { startTamtam } from './start.js'
import { readTagOptions } from './tag-options.js'

declare global {
  interface Window {
    /** The one global: our function, or before it the stub, which keeps commands in `q`. */
    tamtam?: Run & { q?: Parameters<Run>[]; v?: 1 }
  }
}

try {
  const stub = window.tamtam
  // A module or a tag manager may run the script without its being the current one.
  const script = (document.currentScript ??
    document.querySelector('script[data-site],script[src*="site="]')) as HTMLScriptElement
  const options = readTagOptions(script)
  // eslint-disable-next-line no-console -- nobody who forgot the site id could ask for debug lines
  if (!options.site) console.warn('tamtam: the tag has no data-site')
  // Pasted twice, it still runs once.
  else if (!stub?.v) {
    window.tamtam = startTamtam(options, stub?.q)
    window.tamtam.v = 1
  }
} catch {
  // No tag to read: without a site there is nothing to do, and no error of ours may reach the page.
}
