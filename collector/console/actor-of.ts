import type { WhoAsks } from './who-asks.js'

/** As the audit log names whoever did something here. */
export function actorOf(who: WhoAsks): string {
  switch (who.kind) {
    case 'local':
      return 'console:local'
    case 'session':
      return `console:${who.scope}`
    case 'bearer':
      return `api:${who.scope}`
    case 'nobody':
    case 'refused':
    case 'locked out':
      return 'console'
  }
}
