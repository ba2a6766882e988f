/** A body as text, or null when it is longer than `maxBytes`; the rest is not waited for. Rejects when it breaks off. */
export async function readBounded(
  { body }: Pick<Request | Response, 'body'>,
  maxBytes: number,
): Promise<string | null> {
  if (!body) return ''
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader()
  const chunks: Uint8Array[] = []
  let bytes = 0
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    bytes += read.value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel()
      return null
    }
    chunks.push(read.value)
  }
  return Buffer.concat(chunks).toString('utf8')
}
