import { callInWords } from '../../explain/call-in-words.js'
import type { InteractionStory } from '../../explain/explanation.js'
import { safeText } from '../../explain/in-words.js'
import { Step } from './trace.js'
import { Json } from './words.js'

/** The exact body of the call, and where it goes. */
export function CallStep({ story }: { story: InteractionStory }) {
  const { request } = story
  return (
    <Step title="The call to Gong">
      {callInWords(story).map((line) => (
        <p>{safeText(line)}</p>
      ))}
      {request.kind !== 'none' && (
        <>
          <p>
            <code>{request.endpoint}</code>
          </p>
          <Json value={request.call} label={`The body of ${request.endpoint}`} />
        </>
      )}
    </Step>
  )
}
