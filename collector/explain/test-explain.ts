import { onTestFinished } from 'vitest'
import { aSite, siteMap } from '../lib/test-sites.js'
import { openToRead } from '../store/open-to-read.js'
import { explain } from './explain.js'
import type { Explanation } from './explanation.js'
import { findRows } from './find-rows.js'

const SETTING = {
  companyName: 'Acme',
  sites: siteMap(aSite({ origins: ['https://www.acme.com'] })),
  maxLinkBrowsers: 2,
}

/** Explains by what another connection reads of the store, as the command line does. */
export async function openTestExplain(target: string) {
  const store = await openToRead(target)
  onTestFinished(() => store.close())
  return async (id: string | number): Promise<Explanation[]> => {
    const given = { id: String(id), siteIds: ['acme-www'] }
    return store.read(async (verbs) => {
      const rows = await findRows(verbs, given)
      const setting = { ...SETTING, installationId: await verbs.readInstallationId() }
      return rows.map((each) => explain(each, setting))
    })
  }
}
