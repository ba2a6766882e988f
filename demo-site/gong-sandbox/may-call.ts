/** Whether an Authorization header is HTTP Basic with exactly this access key and secret. */
export function mayCall(
  authorization: string | undefined,
  keys: { accessKey: string; accessKeySecret: string },
): boolean {
  const [, given] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? []
  const expected = Buffer.from(`${keys.accessKey}:${keys.accessKeySecret}`).toString('base64')
  return given === expected
}
