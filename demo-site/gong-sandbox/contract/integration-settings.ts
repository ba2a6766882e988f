import { z } from 'zod'

/** `POST /v2/integration-settings`: lets an iframe of this origin into Gong. An origin has no path. */
export const integrationSettings = z.strictObject({
  integrationTypeSettings: z.array(
    z.strictObject({
      integrationType: z.enum(['EMAIL_COMPOSER', 'ACCOUNT_PAGES', 'DIALER']),
      allowedOrigin: z.string().refine(isOrigin, 'must be an origin such as https://example.com'),
    }),
  ),
})

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value
}
