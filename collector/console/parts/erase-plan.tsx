import type { ErasePlan } from '../../operate/erase-person.js'
import type { Whom } from '../../operate/erase-whom.js'
import { atGongInWords } from '../../operate/receipt-in-words.js'
import { ERASURE_PAGE, ERASURE_WORDS } from '../../gong/data-privacy.js'
import { RowsByTable } from './rows-by-table.js'

interface ErasePlanProps {
  plan: ErasePlan
  whom: Whom
  /** Whether Gong can be asked about the person: by an address, where one is configured. */
  mayAskGong: boolean
}

/** What there is of a person, and the form that erases it. Its fields are those of the form that found them. */
export function ErasePlanView({ plan, whom, mayAskGong }: ErasePlanProps) {
  const { browsers, removed, atGong, alsoKnownAs } = plan
  return (
    <section class="box">
      <h2>
        Found, of {browsers} {browsers === 1 ? 'browser' : 'browsers'}
      </h2>
      <RowsByTable
        caption="Rows that erasing removes"
        removed={removed}
        empty="The store has nothing of them. Erasing leaves a tombstone, which keeps out what rests in spools and pages."
      />
      {atGongInWords({ ...atGong, requestIds: [] }).map((line) => (
        <p>{line}</p>
      ))}
      {alsoKnownAs.length > 0 && (
        <p>
          The same browsers knew them under other names, which are erased one by one:{' '}
          {alsoKnownAs.join(', ')}.
        </p>
      )}
      <form
        class="stack"
        hx-post="/api/privacy/erase"
        hx-include="#whom"
        hx-target="#result"
        hx-confirm="Erase this person here? It cannot be taken back."
        hx-disabled-elt="find button"
      >
        {mayAskGong && whom.by === 'email' && (
          <details>
            <summary>Ask for Gong’s own erasure too</summary>
            {ERASURE_WORDS.map((line) => (
              <p>{line}</p>
            ))}
            <p class="hint">{ERASURE_PAGE}</p>
            <label class="inline">
              <input type="checkbox" name="alsoAtGong" value="true" />
              <span>Ask Gong to erase the address</span>
            </label>
            <div class="field">
              <label for="confirmEmail">The address once more</label>
              <input id="confirmEmail" name="confirmEmail" autocomplete="off" spellcheck={false} />
            </div>
          </details>
        )}
        <div>
          <button type="submit" class="danger">
            Erase
          </button>
        </div>
      </form>
    </section>
  )
}
