import { existsSync } from 'node:fs'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { renderPage } from './render-page.js'

export type DemoSiteOptions = { collectorUrl: string; siteId: string; companyName?: string }

const PAGES = {
  '/': 'home.html',
  '/tour': 'tour.html',
  '/pricing': 'pricing.html',
  '/contact': 'contact.html',
  '/blog': 'blog.html',
}

/** Served as they are; the film by ranges, so that a player can seek. */
const FOLDERS = ['/assets/*', '/articles/*', '/media/*', '/files/*']

/**
 * A small company's marketing site with the Tamtam tag in every page's head, as a user would paste it. `/blog` is a
 * single-page application: each article has an address of its own, which the server answers with the same page.
 */
export function createDemoSite({ companyName = 'Firnline', ...rest }: DemoSiteOptions) {
  const values = { companyName, ...rest }
  const app = new Hono()

  // Nothing is kept by the browser, so that an edited page shows at the next load.
  app.use('*', async function forbidCaching(c, next) {
    await next()
    c.header('Cache-Control', 'no-cache')
  })
  for (const [path, file] of Object.entries(PAGES)) {
    app.get(path, (c) => c.html(renderPage(file, path, values)))
  }
  app.get('/blog/:slug{[a-z0-9-]+}', function article(c, next) {
    const file = new URL(`pages/articles/${c.req.param('slug')}.html`, import.meta.url)
    return existsSync(file) ? c.html(renderPage('blog.html', c.req.path, values)) : next()
  })
  for (const folder of FOLDERS) {
    app.use(folder, serveStatic({ root: `${import.meta.dirname}/pages` }))
  }
  app.notFound((c) => c.html(renderPage('not-found.html', c.req.path, values), 404))

  return app
}
