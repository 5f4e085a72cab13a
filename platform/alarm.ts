/**
 * Rings when the time is over and not before, as a timer may: that one counts whole milliseconds from the one that had begun.
 * Whoever is told that a deadline has passed finds it passed.
 * @returns what calls it off
 */
export function alarm(milliseconds: number, ring: () => void): () => void {
  const end = performance.now() + milliseconds
  let timer = setTimeout(look, milliseconds)
  function look() {
    const left = end - performance.now()
    if (left > 0) timer = setTimeout(look, left)
    else ring()
  }
  return () => clearTimeout(timer)
}
