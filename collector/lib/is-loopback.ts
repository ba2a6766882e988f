const LOOPBACK_V4 = /^127\.\d+\.\d+\.\d+$/

/**
 * Whether a host, as a URL or a socket names it, is this machine itself. Whole, since 127.example.com is a name like any
 * other, and "127.1" is no spelling that URL leaves.
 */
export function isLoopback(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || LOOPBACK_V4.test(host)
}
