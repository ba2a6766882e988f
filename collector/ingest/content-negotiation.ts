/** Compared weakly, since a proxy that compresses marks the tag as weak: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

/** Whether an Accept-Encoding names an encoding; a weight of 0 refuses it. */
export function takesEncoding(header: string, encoding: string): boolean {
  return header.split(',').some((each) => {
    const [name, weight = ''] = each.split(';').map((word) => word.trim().toLowerCase())
    return name === encoding && !/^q=0(\.0*)?$/.test(weight)
  })
}
