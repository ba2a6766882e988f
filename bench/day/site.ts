import { configFile, type ConfigFile } from '../../collector/lib/config-file.js'

export const ORIGIN = 'https://www.example.com'

export interface SitePage {
  path: string
  title: string
  /** Seconds of film on it. */
  filmSeconds?: number
}

const numbered = (count: number, path: string, title: string): SitePage[] =>
  Array.from({ length: count }, (_, at) => ({
    path: `${path}-${at + 1}`,
    title: `${title} ${at + 1} | Example`,
  }))

/** A software company's site, by what brings people to a page. */
export const PAGES = {
  home: [{ path: '/', title: 'Example: work without worry' }],
  product: [
    { path: '/product', title: 'Product | Example', filmSeconds: 120 },
    { path: '/product/security', title: 'Security | Example' },
    { path: '/product/integrations', title: 'Integrations | Example' },
    { path: '/product/tour', title: 'The tour | Example', filmSeconds: 240 },
  ],
  pricing: [
    { path: '/pricing', title: 'Pricing | Example' },
    { path: '/pricing/enterprise', title: 'Enterprise pricing | Example' },
  ],
  demo: [{ path: '/demo', title: 'Book a demo | Example' }],
  blog: numbered(40, '/blog/story', 'Story'),
  docs: numbered(30, '/docs/chapter', 'Chapter'),
  careers: numbered(6, '/careers/job', 'Job'),
} satisfies Record<string, [SitePage, ...SitePage[]] | SitePage[]>

/** Rules as such a company would write them. */
export const CONFIG: ConfigFile = configFile.parse({
  companyName: 'Example',
  sites: [{ siteId: 'example-www', origins: [ORIGIN], titleSuffixes: [' | Example'] }],
  content: [
    { match: '/pricing*', labels: ['pricing'], priority: 'high' },
    { match: '/demo', labels: ['demo'], priority: 'high' },
    { match: '/blog/*', priority: 'low', granularity: 'session' },
    { match: '/docs/*', priority: 'low', granularity: 'session' },
    { match: '/careers*', send: false },
    { match: '*', granularity: 'session' },
  ],
})
