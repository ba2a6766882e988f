/** The package brings no types. Domains of public mailboxes, in lower case. */
declare module 'email-providers' {
  const domains: readonly string[]
  export default domains
}
