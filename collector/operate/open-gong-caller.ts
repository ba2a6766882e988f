import type { Config } from '../config.js'
import { pass } from '../doctor/check.js'
import { openCaller, type Caller, type CallerDeps } from '../doctor/open-caller.js'
import type { Store } from '../store/store.js'

/** As doctor calls: with the collector's sign-in, and counted among its calls; or why Gong cannot be called. */
export function openGongCaller(
  config: Config,
  store: Store,
  deps: CallerDeps,
): { kind: 'caller'; caller: Caller } | { kind: 'none'; found: string; next: string } {
  return openCaller(config, { store, isOwn: true, verdict: pass('open') }, deps)
}
