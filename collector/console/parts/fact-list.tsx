import type { Child } from 'hono/jsx'
import { safeText } from '../../explain/in-words.js'
import type { Fact } from '../../explain/render-block.js'

/** Labels and what they are; several lines stand below each other. What pages have sent turns no directions. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(([label, value]): Child => (
        <>
          <dt>{safeText(label)}</dt>
          <dd>
            {[value].flat().map((line) => (
              <div>{safeText(line)}</div>
            ))}
          </dd>
        </>
      ))}
    </dl>
  )
}
