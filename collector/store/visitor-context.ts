/** What a request tells of its visitor besides the beacon. Its address is read for this and then forgotten. */
export interface VisitorContext {
  /** By the browser's own word, a client hint. */
  device?: 'MOBILE' | 'PC'
  place?: Place
  /** Of the company whose network it is. */
  companyDomain?: string
}

export interface Place {
  /** ISO 3166-1 alpha-2. */
  country: string
  /** ISO 3166-2, such as US-CA. */
  region?: string
  city?: string
}
