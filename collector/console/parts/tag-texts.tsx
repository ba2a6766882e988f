import type { Tags } from '../../operate/write-tags.js'
import { Copyable } from './copyable.js'
import { Notes } from './notes.js'

/** A site's tag in all its forms, to be copied; what has to be known comes first. */
export function TagTexts({ tags, notes }: { tags: Tags; notes: readonly string[] }) {
  return (
    <div id="tags">
      <Notes notes={notes} />
      <Copyable id="tag-script" title="Script tag" text={tags.script}>
        Anywhere in the page; best in its head.
      </Copyable>
      <Copyable id="tag-manager" title="Tag manager" text={tags.tagManager}>
        As custom HTML, on all pages: the options are in the address, since tag managers drop
        attributes.
      </Copyable>
      <Copyable id="tag-stub" title="Stub, a line before the tag" text={tags.stub}>
        Only where pages call <code>tamtam(…)</code> themselves, perhaps before the script has come:
        what they call meanwhile is kept with its time.
      </Copyable>
      <Copyable id="tag-module" title="Module" text={tags.module}>
        In a bundle, with types, in place of the tag.
      </Copyable>
      <Copyable id="tag-policy" title="Content security policy" text={tags.policy}>
        For pages that send one: add these to what they have.
      </Copyable>
      <Copyable id="tag-policy-stub" title="The same with the stub" text={tags.policyOfStub}>
        The stub stands in the page: its hash allows it and nothing else.
      </Copyable>
      <Copyable id="tag-policy-module" title="The same with the module" text={tags.policyOfModule}>
        The bundle is the page's own; only the beacons go elsewhere.
      </Copyable>
    </div>
  )
}
