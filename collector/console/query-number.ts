/** A whole number from an address, between bounds; what is none counts as not given. */
export function queryNumber(
  text: string | undefined,
  { min, max }: { min: number; max: number },
): number | undefined {
  if (text === undefined || !/^\d{1,15}$/.test(text)) return undefined
  return Math.min(max, Math.max(min, Number(text)))
}
