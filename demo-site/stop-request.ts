const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export type StopRequest = { requested: Promise<void>; isRequested: () => boolean }

/**
 * Ctrl-C, a closed terminal or a plain `kill`. The listeners stay: a second signal while we are stopping would
 * otherwise end us on the spot, with the collector running and our temporary folder left behind.
 */
export function listenForStop(): StopRequest {
  let isRequested = false
  const requested = new Promise<void>((resolve) => {
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        isRequested = true
        resolve()
      })
    }
  })
  return { requested, isRequested: () => isRequested }
}
