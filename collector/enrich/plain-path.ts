import { plainId } from './plain-id.js'

/**
 * One spelling of a path that can be spelled in several: without a slash at its end, doubled slashes, the file that a
 * server gives for a folder, with only those escapes that are needed, in capitals
 * (https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2), and without what is nobody else's business. The root is `/`.
 * Letters keep their case: servers tell it apart. The plain spelling of a plain spelling is itself.
 */
export function plainPath(path: string): string {
  const unescaped = path.replace(/%([\da-f]{2})?/gi, (_, hex: string | undefined) => {
    if (hex === undefined) return '%25'
    const character = String.fromCharCode(parseInt(hex, 16))
    return /[\w.~-]/.test(character) ? character : `%${hex.toUpperCase()}`
  })
  const plain = withoutSecrets(unescaped)
    .replace(/\/{2,}/g, '/')
    .replace(INDEX_FILES, '')
  return plain === '' && path !== '' ? '/' : plain
}

/**
 * The path without matrix parameters such as `;jsessionid=`, and with a mark in the place of each segment that holds a
 * mail address (not of `/package@1.2.3`) or looks like a token.
 */
export function withoutSecrets(path: string): string {
  return path.split('/').map(plainSegment).join('/')
}

function plainSegment(segment: string): string {
  const [name = ''] = segment.split(';')
  const words = unescaped(name)
  const id = plainId(words)
  return id === words ? name : id
}

/** As people write it. Escapes that are no UTF-8 stay as they are, all of them. */
function unescaped(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** At its end, with its slashes. */
const INDEX_FILES = /(?:\/(?:index\.(?:html?|php)|default\.aspx)?)+$/i

/** The path that a router keeps in a fragment, such as `#/pricing` or `#!/pricing`; undefined where none is there. */
export function routeOf(fragment: string): string | undefined {
  const route = /^#!?(\/[^?&]+)/.exec(fragment)?.[1]
  return route && plainPath(route) !== '/' ? plainPath(route) : undefined
}
