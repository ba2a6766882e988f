/** What whoever goes on from here has to know; nothing where there is nothing. */
export function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return <></>
  return (
    <ul class="notes">
      {notes.map((note) => (
        <li>{note}</li>
      ))}
    </ul>
  )
}
