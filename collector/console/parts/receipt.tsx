import { timeInWords } from '../../explain/in-words.js'
import type { Receipt } from '../../operate/erase-receipt.js'
import { receiptInWords } from '../../operate/receipt-in-words.js'
import { FactList } from './fact-list.js'
import { RowsByTable } from './rows-by-table.js'

/** What an erasure came to, to be kept by whoever answers for it. */
export function ReceiptView({ receipt }: { receipt: Receipt }) {
  const { receiptId, erasedAtMs, actor, by, tombstone, browsers, removed } = receipt
  return (
    <section class="box" role="status">
      <h2>Erased</h2>
      <FactList
        facts={[
          ['receipt', receiptId],
          ['erased', `${timeInWords(erasedAtMs)}, by ${actor}`],
          ['asked for', `by ${by}`],
          ['tombstone', tombstone],
          ['browsers', String(browsers)],
        ]}
      />
      <RowsByTable caption="Removed" removed={removed} empty="Nothing of them was in the store." />
      {receiptInWords(receipt).map((line) => (
        <p>{line}</p>
      ))}
      <details>
        <summary>The receipt as JSON</summary>
        <pre tabindex={0} role="region" aria-label="Receipt">
          {JSON.stringify(receipt, null, 2)}
        </pre>
      </details>
    </section>
  )
}
