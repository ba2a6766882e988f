import { isAddress, readExplanation, type Answer } from '../../operate/read-explanation.js'
import { definePage, type Ask, type Shown } from '../page.js'
import { Explained, NowhereToBeFound } from '../parts/answer.js'
import { TextField } from '../parts/field.js'

/** An answer, or why none was looked for. */
type Data = Answer | { kind: 'no id'; id: string } | { kind: 'nothing asked' }

/** Asks for an id; with `?id=` it answers too, for whoever has no script. */
export const explainPage = definePage({
  path: '/explain',
  title: 'Explain',
  read: (ask): Promise<Data> => {
    const id = ask.query('id')
    return id === undefined ? Promise.resolve({ kind: 'nothing asked' }) : answer(ask, id)
  },
  View,
})

/** What became of an event or an interaction, from the beacon to Gong's requestId. */
export const explainIdPage = definePage({
  path: '/explain/:id',
  title: 'Explain',
  read: (ask): Promise<Data> => answer(ask, ask.param('id').trim()),
  View,
})

async function answer({ verbs, config, query }: Ask, id: string): Promise<Data> {
  if (isAddress(id)) return { kind: 'no id', id }
  const site = query('site')
  return readExplanation(verbs, config, { id, ...(site !== undefined && { otherSiteIds: [site] }) })
}

function View({ data, nowMs, url, config }: Shown<Data>) {
  return (
    <>
      <h1>Explain</h1>
      <Search data={data} url={url} />
      <Found data={data} nowMs={nowMs} config={config} />
    </>
  )
}

function Search({ data, url }: { data: Data; url: URL }) {
  const site = url.searchParams.get('site') ?? ''
  const isNowhere = 'kind' in data && data.kind === 'nowhere'
  return (
    <form class="bar" method="get" action="/explain">
      <TextField
        name="id"
        label="An event’s id, an interaction’s number, or Gong’s event id"
        value={idOf(url)}
        required
      />
      {(isNowhere || site !== '') && (
        <TextField name="site" label="On this site too" value={site} />
      )}
      <button>Explain</button>
    </form>
  )
}

function Found({ data, nowMs, config }: Pick<Shown<Data>, 'data' | 'nowMs' | 'config'>) {
  if (!('kind' in data)) return data.explanations.map((each) => <Explained of={each} />)
  switch (data.kind) {
    case 'nowhere':
      return <NowhereToBeFound nowhere={data} nowMs={nowMs} config={config} />
    case 'no id':
      return (
        <p class="banner">
          That is an address, and no id: <a href="/timeline">the timeline</a> shows what is told of
          a person, each with its number.
        </p>
      )
    case 'nothing asked':
      return (
        <p>
          Says what became of one thing that a visitor did, from its page to Gong’s answer, and why.
          The page makes an event’s id: <code>tamtam('debug')</code> in the browser’s console shows
          it. Numbers stand in <a href="/timeline">Timeline</a>, <a href="/held">Held</a>,{' '}
          <a href="/dead">Dead letters</a> and <a href="/shed">Shed</a>.
        </p>
      )
  }
}

/** Of the path, or what was searched for. */
function idOf({ pathname, searchParams }: URL): string {
  const [, id = ''] = /^\/explain\/(.+)$/.exec(pathname) ?? []
  if (id === '') return searchParams.get('id') ?? ''
  try {
    return decodeURIComponent(id)
  } catch {
    // Somebody wrote a percent sign that begins nothing.
    return id
  }
}
