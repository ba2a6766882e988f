/**
 * A body of which one half is sent at once and the other only after `wait` is over. When the client leaves in between,
 * the wait is aborted, so that nothing of it outlives the call.
 */
export function stall(
  text: string,
  wait: (signal: AbortSignal) => Promise<unknown>,
): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  const half = Math.ceil(bytes.length / 2)
  const left = new AbortController()

  return new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(bytes.slice(0, half)),
    pull: async (stream) => {
      try {
        await wait(left.signal)
      } catch (error) {
        if (left.signal.aborted) return // The client left: there is nobody to send the rest to.
        throw error
      }
      stream.enqueue(bytes.slice(half))
      stream.close()
    },
    cancel: () => left.abort(),
  })
}
