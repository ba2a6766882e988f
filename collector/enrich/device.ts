import Bowser from 'bowser'

/** Gong knows two devices: a tablet is MOBILE; what is neither, or unknown, is absent. */
export function deviceOf(userAgent: string | null): 'MOBILE' | 'PC' | undefined {
  if (!userAgent) return undefined
  switch (Bowser.parse(userAgent).platform.type) {
    case 'mobile':
    case 'tablet':
      return 'MOBILE'
    case 'desktop':
      return 'PC'
    default:
      return undefined
  }
}
