/** What the words for how we know a person mean. */
export function AssuranceLegend() {
  return (
    <details>
      <summary>How we know who it was</summary>
      <dl class="facts">
        <dt>verified</dt>
        <dd>The site's server said it, or signed it.</dd>
        <dt>corroborated</dt>
        <dd>They came by a tracked link of ours, or with Gong's own trackingId.</dd>
        <dt>claimed</dt>
        <dd>
          The page alone says it, such as a form that was filled in: anybody can write any address
          there. Sellers see “Identity: self-reported”, unless the site's identity is open.
        </dd>
        <dt>inferred</dt>
        <dd>Only the company is known, by the network they came from.</dd>
        <dt>nobody yet</dt>
        <dd>Nobody is told until the visitor becomes somebody.</dd>
      </dl>
    </details>
  )
}
