const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * The address of a company's Gong as a token's answer names it, without a slash at its end; null of one that our
 * credentials must not be sent to: https at gong.io or under it, or this machine itself, for the sandbox.
 */
export function readApiBaseUrl(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(text)
  if (username || password || search || hash) return null
  const isGongs = protocol === 'https:' && /^([^.]+\.)*gong\.io$/.test(hostname)
  const isHere = /^https?:$/.test(protocol) && LOOPBACK.test(hostname)
  return isGongs || isHere ? `${origin}${pathname}`.replace(/\/+$/, '') : null
}
