/** The most that one block may stand for: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.2.4 */
export const ZSTD_BLOCK_BYTES = 128 * 1024

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd]

/** No checksum, no size, and a window of one block. */
const FRAME = [0x00, 7 << 3]

/** One byte, repeated. */
const RUN_LENGTH_BLOCK = 1

/**
 * So many blocks of zeros as a zstd frame, four bytes a block: Node 20 cannot compress to zstd.
 * https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1
 */
export function zstdOfZeros(blocks: number): Buffer {
  const bytes = [...MAGIC, ...FRAME]
  for (let block = 1; block <= blocks; block++) {
    const isLast = block === blocks ? 1 : 0
    const header = isLast | (RUN_LENGTH_BLOCK << 1) | (ZSTD_BLOCK_BYTES << 3)
    bytes.push(header & 0xff, (header >> 8) & 0xff, (header >> 16) & 0xff, 0)
  }
  return Buffer.from(bytes)
}
