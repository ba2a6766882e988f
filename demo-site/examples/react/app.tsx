import {
  createBrowserRouter,
  Link,
  Outlet,
  redirect,
  RouterProvider,
  useNavigate,
  useSearchParams,
} from 'react-router'
import type { Options } from 'tamtam'
import { useTamtam } from './use-tamtam.js'

const OPTIONS: Options = {
  site: 'acme-www',
  endpoint: 'https://collector.example.com/v1/events',
  trackingParams: 'gong_tid',
}

const router = createBrowserRouter([
  {
    element: <Frame />,
    children: [
      { path: '/', element: <Home /> },
      { path: '/pricing', element: <Pricing /> },
      { path: '/prices', loader: () => redirect('/pricing') },
    ],
  },
])

/** The router needs no word about Tamtam: whatever changes the path is a view. */
export function App() {
  const tamtam = useTamtam(OPTIONS)
  return (
    <>
      <RouterProvider router={router} />
      <button id="quote" onClick={() => tamtam?.track('Quote calculated', { seats: 40 })}>
        Calculate a quote
      </button>
    </>
  )
}

function Frame() {
  return (
    <>
      <nav>
        <Link to="/">Home</Link> <Link to="/pricing">Pricing</Link> <Link to="/prices">Prices</Link>
      </nav>
      <Outlet />
    </>
  )
}

function Home() {
  const navigate = useNavigate()
  return (
    <main>
      <title>Home | Acme</title>
      <button onClick={() => void navigate('/pricing')}>See what it costs</button>
    </main>
  )
}

function Pricing() {
  const [, setParams] = useSearchParams()
  return (
    <main>
      <title>Pricing | Acme</title>
      <button onClick={() => setParams({ sort: 'price' })}>Sort by price</button>
    </main>
  )
}
