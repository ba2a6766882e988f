import { expect, it } from 'vitest'
import { readBounded } from './read-bounded.js'

/** A body that comes in these pieces. */
const bodyOf = (...pieces: string[]) =>
  new Response(
    new ReadableStream({
      start(stream) {
        for (const piece of pieces) stream.enqueue(Buffer.from(piece))
        stream.close()
      },
    }),
  )

it('a body in pieces of any size is its whole text', async () => {
  expect(await readBounded(bodyOf(), 10)).toBe('')
  expect(await readBounded(bodyOf('ab', '', 'c'), 3)).toBe('abc')
  const bytes = Array.from({ length: 20_000 }, (_, at) => String(at % 10))
  expect(await readBounded(bodyOf(...bytes), 20_000)).toBe(bytes.join(''))
  expect(await readBounded(bodyOf('x'.repeat(5000), 'y'.repeat(9000)), 65_536)).toBe(
    'x'.repeat(5000) + 'y'.repeat(9000),
  )
})

it('a letter may lie across two pieces', async () => {
  const [first = 0, second = 0] = Buffer.from('é')
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(Uint8Array.of(first))
      controller.enqueue(Uint8Array.of(second))
      controller.close()
    },
  })
  expect(await readBounded(new Response(stream), 10)).toBe('é')
})

it('a byte too many is too many', async () => {
  expect(await readBounded(bodyOf('abc', 'd'), 3)).toBeNull()
})
