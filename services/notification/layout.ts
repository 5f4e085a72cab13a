/** One letter, two renderings: what a letter says is a list of blocks; only this file knows HTML. */

export type Row = { label: string; notes?: string[]; value: string; strong?: boolean }

export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; text: string }
  /** `title` is read out before the rows, and not shown. */
  | { kind: 'rows'; title: string; rows: Row[] }
  | { kind: 'address'; lines: string[] }
  | { kind: 'link'; text: string; url: string }

export type Draft = {
  shop: string
  /** Why the reader hears from the shop. */
  because: 'of an order' | 'of an account'
  subject: string
  /** What a list of mails shows beside the subject. */
  preview: string
  blocks: Block[]
}

export type Letter = { subject: string; text: string; html: string }

export function letter(draft: Draft): Letter {
  const plain = draft.blocks.map(asText).join('\n\n')
  return { subject: oneLine(draft.subject), text: `${plain}\n\n-- \n${draft.shop}\n`, html: asPage(draft) }
}

export function greeting(name: string | undefined): Block {
  return paragraph(name === undefined ? 'Hello,' : `Hello ${name},`)
}

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text }
}

export function heading(text: string): Block {
  return { kind: 'heading', text }
}

/** A header ends at a line break: what follows one would be a header of its own. */
function oneLine(text: string) {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
}

function asText(block: Block): string {
  if (block.kind === 'paragraph') return block.text
  if (block.kind === 'heading') return `${block.text}\n${'-'.repeat(block.text.length)}`
  if (block.kind === 'address') return block.lines.join('\n')
  if (block.kind === 'link') return `${block.text}:\n${block.url}`
  return block.rows
    .map(({ label, notes = [], value }) => [`${label}: ${value}`, ...notes.map((note) => `  ${note}`)].join('\n'))
    .join('\n')
}

function asHtml(block: Block): string {
  if (block.kind === 'paragraph') return `<p>${lines(block.text.split('\n'))}</p>`
  if (block.kind === 'heading') return `<h2>${escaped(block.text)}</h2>`
  if (block.kind === 'address') return `<p>${lines(block.lines)}</p>`
  if (block.kind === 'link') return `<p><a class="button" href="${escaped(block.url)}">${escaped(block.text)}</a></p>`
  return `<table aria-label="${escaped(block.title)}">${block.rows.map(asRow).join('')}</table>`
}

function asRow({ label, notes = [], value, strong }: Row) {
  const below = notes.map((note) => `<br><small>${escaped(note)}</small>`).join('')
  // Amounts stay in one piece; what is as long as some tracking numbers must not widen the page.
  const long = value.length > 20 ? ' class="long"' : ''
  return `<tr${strong ? ' class="strong"' : ''}><th scope="row">${escaped(label)}${below}</th><td${long}>${escaped(value)}</td></tr>`
}

function lines(texts: string[]) {
  return texts.map(escaped).join('<br>')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Makes any text harmless, between tags and in quoted attributes alike. */
function escaped(text: string) {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string)
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 24px 16px; background: #f6f3ee; color: #26221c; font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 560px; margin: 0 auto; padding: 24px; background: #ffffff; border-radius: 12px; }
header, footer { max-width: 560px; margin: 0 auto; padding: 0 24px 16px; }
header { font-size: 20px; font-weight: 700; }
footer { padding: 16px 24px 0; font-size: 14px; color: #6b6358; }
h1 { margin: 0 0 16px; font-size: 24px; line-height: 1.25; }
h2 { margin: 24px 0 8px; font-size: 16px; }
p { margin: 0 0 16px; overflow-wrap: anywhere; }
table { width: 100%; margin: 0 0 16px; border-collapse: collapse; }
th, td { padding: 8px 0; border-top: 1px solid #e6e0d6; text-align: left; vertical-align: top; font-weight: 400; overflow-wrap: anywhere; }
td { padding-left: 16px; text-align: right; white-space: nowrap; }
small { font-size: 14px; color: #6b6358; }
.long { white-space: normal; }
.strong th, .strong td { font-weight: 700; }
.button { display: inline-block; padding: 10px 20px; border-radius: 8px; background: #8a3b12; color: #ffffff; text-decoration: none; }
.preview { display: none; }
@media (prefers-color-scheme: dark) {
  body { background: #171411; color: #efe9df; }
  main { background: #221e1a; }
  th, td { border-color: #3d362e; }
  small, footer { color: #b5aa9b; }
  .button { background: #f0a878; color: #221e1a; }
}`

function asPage({ shop, because, subject, preview, blocks }: Draft) {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(oneLine(subject))}</title>
<style>${style}
</style>
</head>
<body>
<div class="preview">${escaped(preview)}</div>
<header>${escaped(shop)}</header>
<main>
<h1>${escaped(oneLine(subject))}</h1>
${blocks.map(asHtml).join('\n')}
</main>
<footer>You receive this e-mail because ${because} with ${escaped(shop)}.</footer>
</body>
</html>
`
}
