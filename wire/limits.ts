/**
 * The bounds of wire version 1, shared by schemas and by the ingest checks that run before any schema.
 * A beacon beyond these is refused whole; an event beyond its own bounds is kept as a failed event.
 */
export const WIRE_VERSION = 1

/** The keepalive and sendBeacon quota of a page: a beacon that could not be sent at unload is never built. */
export const MAX_BEACON_BYTES = 64 * 1024
export const MAX_EVENTS_PER_BEACON = 100

/** Wire version 1 nests 5 deep, in `identify`; the rest is room for later fields. Deep brackets overflow recursive code. */
export const MAX_DEPTH = 8

export const MAX_URL_CHARACTERS = 2048
export const MAX_TITLE_CHARACTERS = 512
export const MAX_TEXT_CHARACTERS = 256
export const MAX_ID_CHARACTERS = 256

/** Opaque to us; the bound only keeps a hostile URL from filling the store. */
export const MAX_TRACKING_ID_CHARACTERS = 512
export const MAX_TOKEN_CHARACTERS = 4096

/** The longest address that SMTP carries: https://www.rfc-editor.org/errata/eid1690 */
export const MAX_EMAIL_CHARACTERS = 254

/** Of a whole host name: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
export const MAX_DOMAIN_CHARACTERS = 253

export const MAX_PROPERTIES = 50
export const MAX_STEPS = 50

export const MAX_INT32 = 2_147_483_647
export const MIN_INT32 = -2_147_483_648

/** A day: a page cannot be used for longer without its session ending. */
export const MAX_ACTIVE_SECONDS = 86_400

/** Eleven days of one video; beyond it the player reports nonsense. */
export const MAX_VIDEO_SECONDS = 1_000_000

/** The last moment that a Date can hold: https://tc39.es/ecma262/#sec-time-values-and-time-range */
export const MAX_TIME_MS = 8.64e15
