import type { AddPage } from './page.js'
import { configPage } from './pages/config.js'
import { addSitePage } from './pages/add-site.js'
import { overviewPage } from './pages/overview.js'
import { deadPage } from './pages/dead.js'
import { explainIdPage, explainPage } from './pages/explain.js'
import { heldPage } from './pages/held.js'
import { redriveAction } from './pages/redrive.js'
import { shedPage } from './pages/shed.js'
import { timelinePage } from './pages/timeline.js'
import { auditPage } from './pages/audit.js'
import { exportAction } from './pages/export-action.js'
import { erasePersonAction, findPersonAction } from './pages/privacy-actions.js'
import { privacyPage } from './pages/privacy.js'
import { rulesPage } from './pages/rules.js'
import { sitePage } from './pages/site.js'
import { sitesPage } from './pages/sites.js'

/** All that the console shows and does. */
export const PAGES: readonly AddPage[] = [
  overviewPage,
  timelinePage,
  heldPage,
  deadPage,
  redriveAction,
  shedPage,
  explainPage,
  explainIdPage,
  auditPage,
  sitesPage,
  addSitePage,
  sitePage,
  rulesPage,
  privacyPage,
  findPersonAction,
  erasePersonAction,
  exportAction,
  configPage,
]
