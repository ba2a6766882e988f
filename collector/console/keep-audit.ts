import type { ConsoleDeps } from './deps.js'

/** Something that an operator did or tried. */
export interface AuditNote {
  actor: string
  action: string
  target: string
  detail?: Record<string, unknown>
}

/** Writes into the audit log; what cannot be written there because the store is away is logged instead. */
export function createAuditNotes({
  findStore,
  clock,
  logger,
}: Pick<ConsoleDeps, 'findStore' | 'clock' | 'logger'>): (note: AuditNote) => Promise<void> {
  return async function note({ detail = {}, ...note }) {
    try {
      const open = findStore()
      if (!open) throw new Error('the store is away')
      await open.store.keepAudit({ atMs: clock(), ...note, detail })
    } catch (error) {
      logger.warn({ event: 'audit_not_kept', ...note, err: error }, 'an act is in no audit log')
    }
  }
}
