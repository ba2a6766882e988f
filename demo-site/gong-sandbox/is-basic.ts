/** Whether an Authorization header is HTTP Basic with exactly this name and secret. */
export function isBasic(
  authorization: string | undefined,
  expected: { name: string; secret: string },
): boolean {
  const [, given] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? []
  return given === Buffer.from(`${expected.name}:${expected.secret}`).toString('base64')
}
