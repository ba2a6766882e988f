import { z } from 'zod'

/** A string, passed over as a whole, or a number outside of one; in text that is known to be JSON. */
const STRING_OR_NUMBER = /"(?:[^"\\]+|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

const answerBody = z.object({ integrationId: z.string().regex(/^-?\d{1,19}$/) })

/**
 * The int64 of an answer, digit by digit, from the text of a JSON object. JSON.parse keeps 53 bits of a number, so the
 * numbers are put into quotation marks before it reads them. Null when there is none.
 */
export function readIntegrationId(text: string): string | null {
  const quoted = text.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  )
  return answerBody.safeParse(JSON.parse(quoted)).data?.integrationId ?? null
}
