import Bowser from 'bowser'
import { LRUCache } from 'lru-cache'

type Device = 'MOBILE' | 'PC'

/** Of a day's visitors most share a few hundred browsers, and to read one takes longer than all the rest of an interaction. */
const read = new LRUCache<string, Device | 'neither'>({ max: 500, memoMethod: readDevice })

/** Gong knows two devices: a tablet is MOBILE; what is neither, or unknown, is absent. */
export function deviceOf(userAgent: string | null): Device | undefined {
  const device = userAgent ? read.memo(userAgent) : 'neither'
  return device === 'neither' ? undefined : device
}

function readDevice(userAgent: string): Device | 'neither' {
  switch (Bowser.parse(userAgent).platform.type) {
    case 'mobile':
    case 'tablet':
      return 'MOBILE'
    case 'desktop':
      return 'PC'
    default:
      return 'neither'
  }
}
