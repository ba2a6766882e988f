/** What kept a call from reaching Gong, since each is mended elsewhere: a name, a certificate, or the way there. */
export interface NetworkFault {
  fault: 'dns' | 'tls' | 'connection'
  /** In the system's words. */
  cause: string
}

const DNS = new Set(['ENOTFOUND', 'EAI_AGAIN'])

/** Node's and OpenSSL's codes. https://nodejs.org/docs/latest-v20.x/api/tls.html#x509-certificate-error-codes */
const TLS =
  /^(CERT_|CRL_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|ERROR_IN_C|DEPTH_ZERO_|SELF_SIGNED_|(EPROTO|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$)/

/** OpenSSL's words have a file and a line to them. */
const MAX_CAUSE_CHARACTERS = 500

/** fetch says "fetch failed" and hides the reason in its cause, which may be several: one for each address tried. */
export function readNetworkFault(error: unknown): NetworkFault {
  const errors = withCauses(error)
  const codes = errors.map(({ code }) => code)
  const leaves = errors.filter(({ isLast }) => isLast).map(({ words }) => words)
  return {
    fault: codes.some((code) => DNS.has(code))
      ? 'dns'
      : codes.some((code) => TLS.test(code))
        ? 'tls'
        : 'connection',
    cause: [...new Set(leaves)].join('; ').slice(0, MAX_CAUSE_CHARACTERS),
  }
}

interface Link {
  code: string
  words: string
  /** Nothing lies behind it. */
  isLast: boolean
}

function withCauses(error: unknown, seen = new Set<unknown>()): Link[] {
  seen.add(error)
  const { code, cause, errors } = readKeys(error)
  const behind = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])].filter(
    (each) => each !== undefined && !seen.has(each),
  )
  const link = {
    code: typeof code === 'string' ? code : '',
    words: String(error).trim(),
    isLast: behind.length === 0,
  }
  return [link, ...behind.flatMap((each) => withCauses(each, seen))]
}

/** Anything may be thrown. */
function readKeys(error: unknown): { code?: unknown; cause?: unknown; errors?: unknown } {
  return typeof error === 'object' && error !== null ? error : {}
}
