import { z } from 'zod'

/** Gong's contract of `POST /v2/integration-settings`: lets frames of an origin into parts of Gong. */
export const integrationSettings = z.strictObject({
  integrationTypeSettings: z
    .array(
      z.strictObject({
        integrationType: z.enum(['EMAIL_COMPOSER', 'ACCOUNT_PAGES', 'DIALER']),
        allowedOrigin: z.string().refine(isOrigin, 'must be an origin such as https://example.com'),
      }),
    )
    .min(1),
})

export type IntegrationSettings = z.infer<typeof integrationSettings>

/** Of a website, without path and in the browser's own spelling, since it is compared letter by letter. */
function isOrigin(value: string): boolean {
  return /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value
}
