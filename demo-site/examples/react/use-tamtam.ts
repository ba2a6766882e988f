import { useEffect, useState } from 'react'
import { createTamtam, type Options, type Tamtam } from 'tamtam'

/**
 * Tamtam for as long as the component is there; null until it has been mounted, so also on a server. Call it once, in the
 * outermost component, with options that stay the same object. StrictMode mounts twice: the first one stops before it has
 * begun, and no event comes of it.
 */
export function useTamtam(options: Options): Tamtam | null {
  const [tamtam, setTamtam] = useState<Tamtam | null>(null)
  useEffect(() => {
    const started = createTamtam(options)
    setTamtam(started)
    return () => started.stop()
  }, [options])
  return tamtam
}
