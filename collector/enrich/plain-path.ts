/**
 * One spelling of a path that can be spelled in several: without a slash at its end, doubled slashes, the file that a
 * server gives for a folder, with only those escapes that are needed, in capitals
 * (https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2), and without anybody's mail address. The root is `/`. Letters
 * keep their case: servers tell it apart.
 */
export function plainPath(path: string): string {
  const folder = withoutEmails(path)
    .replace(/\/{2,}/g, '/')
    .replace(INDEX_FILE, '/')
  const plain = folder.replace(/%([\da-f]{2})/gi, (_, hex: string) => {
    const character = String.fromCharCode(parseInt(hex, 16))
    return /[\w.~-]/.test(character) ? character : `%${hex.toUpperCase()}`
  })
  return plain.length > 1 && plain.endsWith('/') ? plain.slice(0, -1) : plain
}

/** The path with a mark in the place of mail addresses, the same that the snippet makes; not of `/package@1.2.3`. */
export function withoutEmails(path: string): string {
  return path.replace(EMAIL, '[email]')
}

const EMAIL = /[^\s/@]{1,64}(?:@|%(?:25)*40)[\w-]+(?:\.[\w-]+)*\.[a-z][\w-]+/gi
const INDEX_FILE = /\/(?:index\.(?:html?|php)|default\.aspx)$/i

/** The path that a router keeps in a fragment, such as `#/pricing` or `#!/pricing`; undefined where none is there. */
export function routeOf(fragment: string): string | undefined {
  const route = /^#!?(\/[^?&]+)/.exec(fragment)?.[1]
  return route && plainPath(route) !== '/' ? plainPath(route) : undefined
}
