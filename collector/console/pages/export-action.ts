import { stream } from 'hono/streaming'
import { erasableOf } from '../../operate/erase-whom.js'
import { exportPerson } from '../../operate/export-person.js'
import { whomFields } from '../../operate/whom-fields.js'
import type { AddPage } from '../page.js'
import { readRequest } from '../read-request.js'

/** POST /api/privacy/export: one person's data as a file of JSON, page by page; scope `erase`. */
export const exportAction: AddPage = (app, deps) => {
  app.post('/api/privacy/export', async (c) => {
    const request = await readRequest(c, deps, { scope: 'erase', body: whomFields })
    if (request instanceof Response) return request
    const { reader, store, body: whom, actor } = request
    const erasable = erasableOf(whom)
    const target = erasable ? store.tombstoneOf(erasable) : ''
    c.header('Content-Type', 'application/json')
    c.header('Cache-Control', 'no-store')
    c.header('Content-Disposition', 'attachment; filename="person.json"')
    return stream(c, (out) =>
      reader.read(async (verbs) => {
        const nowMs = await verbs.readNowMs()
        const pieces = exportPerson(verbs, whom, {
          nowMs,
          // Before anything is handed out.
          onFound: (found) =>
            store.keepAudit({
              atMs: nowMs,
              actor,
              action: 'export',
              target,
              detail: { by: whom.by, ...found },
            }),
        })
        for await (const piece of pieces) {
          if (out.aborted) return
          await out.write(piece)
        }
      }),
    )
  })
}
