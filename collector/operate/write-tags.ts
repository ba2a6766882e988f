import { createHash } from 'node:crypto'

/** What a site's tag says; lists are parted by commas. The same names as the snippet's options. */
export interface TagOptions {
  trackingParams?: string
  keepParams?: string
  consent?: 'required'
  cookieDomain?: string
  views?: string
  address?: 'clean'
  signals?: 'ignore'
  /** A path on the collector's host, or an address elsewhere; absent for `/v1/events` there. */
  endpoint?: string
}

interface TagChoice {
  siteId: string
  /** The origin under which browsers find the collector. */
  collector: string
  /** Of the script, on the collector. */
  scriptPath: string
  /** Of the bytes under that path, which then never change; null for a path that always has the newest. */
  integrity: string | null
  options: TagOptions
}

/** One site's tag in the forms in which it can be put on its pages: texts to be copied. */
export interface Tags {
  script: string
  /** Everything in the address, for tag managers that drop attributes. */
  tagManager: string
  /** Before the tag: keeps the commands of pages that call `tamtam` before the script has come. */
  stub: string
  /** For bundles, with types. */
  module: string
  /** What a page's Content-Security-Policy has to allow; with what the stub takes where it stands in the page. */
  policy: string
  policyOfStub: string
  policyOfModule: string
}

const STUB =
  'window.tamtam=window.tamtam||function(){arguments.atMs=Date.now();(tamtam.q=tamtam.q||[]).push(arguments)}'

/** A tag of more characters has a line for each attribute. */
const MAX_LINE_CHARACTERS = 100

export function writeTags({ siteId, collector, scriptPath, integrity, options }: TagChoice): Tags {
  const src = new URL(scriptPath, collector)
  const endpoint = new URL(options.endpoint ?? '/v1/events', collector)
  const pinned: Attribute[] = integrity
    ? [
        ['integrity', integrity],
        ['crossorigin', 'anonymous'],
      ]
    : []
  const named: [string, string][] = Object.entries({ site: siteId, ...options })
  const withQuery = `${src.href}?${named.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`
  const data = named.map(([name, value]): Attribute => [`data-${inHyphens(name)}`, value])
  const connect = `connect-src ${endpoint.origin}`
  return {
    script: element([['src', src.href], ...data, ...pinned]),
    tagManager: element([['src', withQuery], ...pinned]),
    stub: `<script>${STUB}</script>`,
    module: moduleText(named, endpoint.href),
    policy: `script-src ${src.origin}; ${connect}`,
    policyOfStub: `script-src ${src.origin} 'sha256-${createHash('sha256').update(STUB).digest('base64')}'; ${connect}`,
    policyOfModule: connect,
  }
}

type Attribute = readonly [name: string, value: string]

function element(attributes: readonly Attribute[]): string {
  const texts = ['async', ...attributes.map(([name, value]) => `${name}="${inAttribute(value)}"`)]
  const line = `<script ${texts.join(' ')}></script>`
  return line.length > MAX_LINE_CHARACTERS ? `<script\n  ${texts.join('\n  ')}\n></script>` : line
}

function inAttribute(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** As browsers make it of a name in `dataset`. */
function inHyphens(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function moduleText(named: readonly Attribute[], endpoint: string): string {
  const own = named.filter(([name]) => name !== 'endpoint')
  const lines = [...own, ['endpoint', endpoint] as const].map(
    ([name, value]) => `  ${name}: ${quoted(value)},`,
  )
  return [
    "import { createTamtam } from 'tamtam'",
    '',
    'const tamtam = createTamtam({',
    ...lines,
    '})',
  ].join('\n')
}

/** In single quotes, where what is in it needs no escapes. */
function quoted(value: string): string {
  const json = JSON.stringify(value)
  return /['\\]/.test(json) ? json : `'${json.slice(1, -1)}'`
}
