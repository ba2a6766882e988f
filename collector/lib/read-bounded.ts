/** A usual beacon. */
const FIRST_BYTES = 4096

/** A body as text, or null when it is longer than `maxBytes`; the rest is not waited for. Rejects when it breaks off. */
export async function readBounded(
  { body }: Pick<Request | Response, 'body'>,
  maxBytes: number,
): Promise<string | null> {
  if (!body) return ''
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader()
  // One buffer: a body of single bytes would cost a hundred times its size in chunks that are kept.
  let whole = Buffer.allocUnsafe(Math.min(FIRST_BYTES, maxBytes))
  let bytes = 0
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const { byteLength } = read.value
    if (bytes + byteLength > maxBytes) {
      await reader.cancel()
      return null
    }
    if (bytes + byteLength > whole.length) {
      const larger = Buffer.allocUnsafe(Math.min(maxBytes, 2 * (bytes + byteLength)))
      whole.copy(larger, 0, 0, bytes)
      whole = larger
    }
    whole.set(read.value, bytes)
    bytes += byteLength
  }
  return whole.toString('utf8', 0, bytes)
}
