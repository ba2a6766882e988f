import { gunzipSync } from 'node:zlib'

/** Deep enough for form data with a base64 text of JSON in it. */
const MAX_LAYERS = 3

/** Shorter runs of letters are words. */
const BASE64 = /[A-Za-z0-9+/_-]{16,}/g

/** Whether the marker is in the address or the body, through gzip, percent and base64 encoding. */
export function isMarked(sent: { url: string; body: Buffer; marker: string }): boolean {
  let texts = [sent.url, unzip(sent.body)]
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    if (texts.some((text) => text.includes(sent.marker))) return true
    texts = texts.flatMap((text) => [unescape(text), ...base64In(text)])
  }
  return texts.some((text) => text.includes(sent.marker))
}

function unzip(body: Buffer): string {
  const isGzip = body[0] === 0x1f && body[1] === 0x8b
  return (isGzip ? gunzipSync(body) : body).toString('utf8')
}

/** As decodeURIComponent, for texts that are not throughout encoded. */
function unescape(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  )
}

/** Node reads both alphabets: https://nodejs.org/docs/latest-v20.x/api/buffer.html#buffers-and-character-encodings */
function base64In(text: string): string[] {
  return (text.match(BASE64) ?? []).map((run) => Buffer.from(run, 'base64').toString('utf8'))
}
