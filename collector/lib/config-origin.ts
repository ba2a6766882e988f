import { z } from 'zod'

/** An origin as browsers send it: no path, no trailing slash; `:*` for any port. */
export const origin = z
  .string()
  .regex(/^https?:\/\/[a-z0-9.-]+(:(\d+|\*))?$|^https?:\/\/\[[0-9a-f:]+\](:(\d+|\*))?$/, {
    error: 'must be an origin such as "https://www.example.com", without a path',
    abort: true,
  })
  .refine((value) => !URL.canParse(value) || new URL(value).origin === value, {
    // What is no address at all, such as one that ends in `:*`, is the pattern's to judge.
    message: "must leave the scheme's own port out, as browsers do",
  })
