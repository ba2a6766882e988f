import { readOverview, type Overview } from '../../operate/read-overview.js'
import { definePage } from '../page.js'
import { ActivityCharts } from '../parts/activity-charts.js'
import { BudgetState } from '../parts/budget.js'
import { DestinationState } from '../parts/destination.js'
import { FigureCards } from '../parts/figure-cards.js'
import { FirstSteps } from '../parts/first-steps.js'
import { Freshness } from '../parts/freshness.js'

/** What is going on, and what waits for somebody to act. */
export const overviewPage = definePage<Overview>({
  path: '/',
  title: 'Overview',
  liveSeconds: 5,
  read: ({ verbs, config, nowMs, query }) =>
    readOverview(verbs, config, { span: query('span') === '7d' ? '7d' : '24h', nowMs }),
  View: ({ data, nowMs, config }) => (
    <>
      <h1>Overview</h1>
      {data.isNew ? (
        <FirstSteps isPreview={config.gong === null} />
      ) : (
        <>
          <FigureCards overview={data} />
          <Freshness fresh={data.freshness} nowMs={nowMs} />
        </>
      )}
      <DestinationState quota={data.quota} />
      {!data.isNew && <ActivityCharts activity={data.activity} />}
      <BudgetState quota={data.quota} />
    </>
  ),
})
