import type { Overview } from '../../operate/read-overview.js'
import { MAX_GAUGE } from '../../store/samples.js'

/** The figures of one glance. */
export function FigureCards({ overview: { activity, dead } }: { overview: Overview }) {
  const { accepted, delivered, shed, held, waiting } = activity.counts
  return (
    <dl class="cards">
      <Card name="Events accepted" hint="last 24 h" figure={accepted} />
      <Card name="Waiting to be sent" href="/timeline?state=waiting" figure={waiting} />
      <Card name="Sent" hint="last 24 h" href="/timeline?state=delivered" figure={delivered} />
      <Card name="Held" hint="nobody known, or no room yet" href="/held" figure={held} />
      <Card name="Shed" hint="given up, last 24 h" href="/shed" figure={shed} />
      <Card name="Dead letters" hint="refused, kept" href="/dead" figure={dead} isBad={dead > 0} />
    </dl>
  )
}

interface CardProps {
  name: string
  figure: number
  hint?: string
  href?: string
  isBad?: boolean
}

function Card({ name, figure, hint, href, isBad = false }: CardProps) {
  const words = `${figure.toLocaleString('en-US')}${figure >= MAX_GAUGE ? ' or more' : ''}`
  return (
    <div class="card">
      <dt>
        {name}
        {hint !== undefined && <span class="hint">, {hint}</span>}
      </dt>
      <dd class={isBad ? 'bad' : ''}>{href === undefined ? words : <a href={href}>{words}</a>}</dd>
    </div>
  )
}
