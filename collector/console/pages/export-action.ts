import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { exportToFile } from '../../operate/export-file.js'
import { whomFields } from '../../operate/whom-fields.js'
import type { AddPage } from '../page.js'
import { readRequest } from '../read-request.js'

/** POST /api/privacy/export: one person's data as a file of JSON; scope `erase`. */
export const exportAction: AddPage = (app, deps) => {
  app.post('/api/privacy/export', async (c) => {
    const request = await readRequest(c, deps, { scope: 'erase', body: whomFields })
    if (request instanceof Response) return request
    const { body: whom, actor } = request
    const folder = await mkdtemp(join(tmpdir(), 'tamtam-export-'))
    const remove = () => rm(folder, { recursive: true, force: true })
    const path = join(folder, 'person.json')
    let bytes: number
    try {
      await exportToFile(request, { whom, actor, path })
      bytes = (await stat(path)).size
    } catch (error) {
      await remove()
      throw error
    }
    const file = createReadStream(path)
    // Once it is handed out, or whoever asked has gone.
    file.once('close', () => void remove())
    // Node's and the web's types of the same thing.
    const body = Readable.toWeb(file) as ReadableStream
    return c.body(body, 200, {
      'Content-Type': 'application/json',
      'Content-Length': String(bytes),
      'Content-Disposition': 'attachment; filename="person.json"',
    })
  })
}
