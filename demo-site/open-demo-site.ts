import { createDemoSite, type DemoSiteOptions } from './create-demo-site.js'
import { listen } from './listen.js'

/** The site, listening on this machine only; port 0 takes a free port. */
export async function openDemoSite(options: DemoSiteOptions & { port: number }) {
  const { port, ...rest } = options
  return listen(createDemoSite(rest), { port, host: '127.0.0.1' })
}
