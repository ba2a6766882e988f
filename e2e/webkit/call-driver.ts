/** Longer than the driver's own limit for a script. */
const CALL_TIMEOUT_MS = 40_000

/**
 * One command to a WebDriver, and its value: https://www.w3.org/TR/webdriver2/#endpoints. `T` is the shape that the
 * protocol gives for this command. Rejects with the driver's own words when it refuses.
 */
export async function callDriver<T>(
  method: 'POST' | 'DELETE',
  url: string,
  body?: object,
): Promise<T> {
  const response = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  })
  const answer = (await response.json()) as { value: T } // The envelope of the protocol.
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(answer.value)}`)
  return answer.value
}
