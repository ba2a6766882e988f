// For Next.js with the app router; not run by a test of this project. Without the package the tag does the same:
//   <Script src="https://collector.example.com/tamtam.js" data-site="acme-www" strategy="afterInteractive" />
// with `import Script from 'next/script'`, instead of <Tamtam />.
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Tamtam } from './tamtam'

export const metadata: Metadata = { title: 'Acme' }

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        {children}
        <Tamtam />
      </body>
    </html>
  )
}
