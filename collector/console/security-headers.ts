import { secureHeaders } from 'hono/secure-headers'

/** Everything from here, nothing inline, in no frame: what a page of a stranger wrote is text and stays text. */
export function securityHeaders() {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    // With no-referrer a browser says "Origin: null" of our own form that signs in: https://fetch.spec.whatwg.org/#append-a-request-origin-header
    referrerPolicy: 'same-origin',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    // Whoever ends TLS in front of us decides about that for its name.
    strictTransportSecurity: false,
  })
}
