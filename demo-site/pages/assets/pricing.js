// A plan is chosen: say so, and where to go on.

const chosen = document.getElementById('chosen')

document.querySelector('.plans').addEventListener('click', ({ target }) => {
  const plan = target.closest('button')?.dataset.plan
  if (!plan) return
  const link = document.createElement('a')
  link.href = '/contact'
  link.textContent = 'Tell us where to send the sensors'
  chosen.replaceChildren(`${plan} it is. `, link, '.')
  chosen.hidden = false
})
