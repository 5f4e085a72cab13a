/** The plain frame of the gateway's own pages: no script, light and dark. */
export function escapeHtml(text: string) {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1d1a16, #ece6dc); --paper: light-dark(#fbf8f3, #191714);
  --quiet: light-dark(#655d52, #a89f92); --line: light-dark(#e3dacb, #38332c); --accent: light-dark(#9a3412, #fb923c);
  --card: light-dark(#fff, #211e1a) }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; font: 1rem/1.55 ui-sans-serif, system-ui, sans-serif;
  color: var(--ink); background: var(--paper) }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem } h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem }
a { color: var(--accent) } code, pre { font: .875rem/1.5 ui-monospace, monospace }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0 }
.quiet { color: var(--quiet) }
article, details { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .7rem 1rem; margin: .6rem 0 }
summary { cursor: pointer; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline }
summary code:first-child { font-weight: 700; color: var(--accent); min-width: 4.2rem }
table { border-collapse: collapse; width: 100%; margin: .4rem 0; display: block; overflow-x: auto }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
th { font-weight: 600; color: var(--quiet); font-size: .85rem }
h3 { font-size: .95rem; margin: 1rem 0 .2rem }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 1rem 0 }
`

export function frame(title: string, body: string) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} · Souk</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head><body>${body}</body></html>`
}
