// The form goes nowhere: this company is made up. But the visitor has said who they are, and Tamtam is told.

const form = document.getElementById('contact')
const thanks = document.getElementById('thanks')

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const { name, email, company } = Object.fromEntries(new FormData(form))
  tamtam('identify', { email, name, company: { name: company } })
  document.getElementById('thanks-name').textContent = name
  form.hidden = true
  thanks.hidden = false
  thanks.focus()
})
