// The blog's router: a link to /blog/… fetches the article, shows it, and only then sets the title, as routers do.

const view = document.getElementById('view')
const list = { title: document.title, nodes: [...view.childNodes] }
const brand = list.title.split(' | ').at(-1)
let newest = 0

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]')
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey
  if (!link || !plain || event.defaultPrevented || !isOurs(new URL(link.href))) return
  event.preventDefault()
  history.pushState(null, '', link.href)
  show({ focus: true })
})
addEventListener('popstate', () => show({ focus: true }))
if (slug()) show({ focus: false })

async function show({ focus }) {
  const turn = ++newest
  const page = slug() ? await fetchArticle(slug()) : list
  if (turn !== newest) return // The visitor has moved on meanwhile.
  view.replaceChildren(...page.nodes)
  document.title = page.title
  if (!focus) return
  scrollTo(0, 0)
  const heading = view.querySelector('h1')
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}

async function fetchArticle(name) {
  const response = await fetch(`/articles/${name}.html`).catch(() => null)
  const html = response?.ok ? await response.text() : '<h1>This article is not to be had</h1>'
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const back = document.createElement('p')
  back.innerHTML = '<a href="/blog">All articles</a>'
  const title = body.querySelector('h1').textContent
  return { title: `${title} | ${brand}`, nodes: [...body.childNodes, back] }
}

function slug() {
  return location.pathname.split('/')[2] ?? ''
}

function isOurs({ origin, pathname }) {
  return origin === location.origin && /^\/blog(\/|$)/.test(pathname)
}
