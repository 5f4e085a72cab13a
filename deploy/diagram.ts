/** The map of services and calls, for docs/services.md. */
import { type Deployable, gateway, shop } from './description.ts'

export function mapPage() {
  return `# Who calls whom

<!-- Written by \`npm run deploy:generate\` from the services themselves. -->

An arrow is a call, a dotted one a feed that is followed. The same description makes the network policies in
\`deploy/kubernetes/\`: what has no arrow here is closed there. The gateway reaches every service that promises something to the public,
and audit-service reads the books of all.

\`\`\`mermaid
flowchart LR
  shoppers([shoppers, staff, programs]) --> gateway
${shop.filter(isDrawn).map(arrowsOf).join('\n')}
\`\`\`

| | calls | follows the events of |
|---|---|---|
${shop.map((one) => `| ${one.title} | ${one.calls.join(', ')} | ${one.follows.join(', ')} |`).join('\n')}
`
}

/** Arrows to everybody would hide all others. */
function isDrawn({ name, calls }: Deployable) {
  return name === gateway || calls.length < shop.length - 2
}

function arrowsOf({ name, calls, follows }: Deployable) {
  if (name === gateway) return `  gateway --> ${calls.join(' & ')}`
  return [
    `  ${name}`,
    ...(calls.length > 0 ? [`  ${name} --> ${calls.join(' & ')}`] : []),
    ...follows.map((source) => `  ${source} -. events .-> ${name}`),
  ].join('\n')
}
