// For Next.js with the app router. Unlike the examples for React Router and Vue it is not run by a test of this project:
// the component is the one of ../../react/use-tamtam.ts, which is.
'use client'

import { useEffect } from 'react'
import { createTamtam } from 'tamtam'

/** Once, in app/layout.tsx. Links of next/link and `router.push` are views by themselves; titles come from `metadata`. */
export function Tamtam() {
  useEffect(() => {
    const tamtam = createTamtam({
      site: 'acme-www',
      endpoint: 'https://collector.example.com/v1/events',
      trackingParams: 'gong_tid',
    })
    return () => tamtam.stop()
  }, [])
  return null
}
