// Chapters: a button takes the film to its second and plays on.

const film = document.getElementById('tour')

document.querySelector('.chapters').addEventListener('click', ({ target }) => {
  const seconds = target.closest('button')?.dataset.seconds
  if (seconds === undefined) return
  film.currentTime = Number(seconds)
  film.play().catch(() => film.focus()) // The browser may want the visitor to press play.
})
