/** What Stripe's script needs beside our own pages (docs.stripe.com/security/guide): let in where it is asked for only. */
const added: Record<string, string> = {
  'script-src': 'https://js.stripe.com',
  'frame-src': 'https://js.stripe.com https://hooks.stripe.com',
  'connect-src': 'https://api.stripe.com',
}

export function letStripeIn(headers: Headers) {
  const directives = (headers.get('content-security-policy') ?? '').split(';').map((one) => one.trim())
  for (const [name, sources] of Object.entries(added)) {
    const place = directives.findIndex((one) => one.startsWith(`${name} `))
    if (place < 0) directives.push(`${name} ${sources}`)
    else directives[place] += ` ${sources}`
  }
  headers.set('content-security-policy', directives.filter((one) => one !== '').join('; '))
}
