/**
 * What each container gets, and how many of it there are: the one table to change when a shop grows. CPU in cores and memory
 * in bytes as Kubernetes writes them: `asks` is kept free for it and decides when there are more of it; `at most` ends it
 * (memory) or slows it down (CPU).
 */
export type Size = {
  replicas: { least: number; most: number }
  asks: { cpu: string; memory: string }
  atMost: { cpu: string; memory: string }
}

// One process uses one core for JavaScript; pictures (product) and passwords (user) are worked on by threads beside it. What a
// process asks for is what it was measured to hold with the demo catalogue, and some room.
export const sizes: Readonly<Record<string, Size>> = {
  gateway: size({ least: 2, most: 10 }, ['500m', '224Mi'], ['1500m', '512Mi']),
  user: size({ least: 2, most: 6 }, ['200m', '224Mi'], ['2', '448Mi']),
  product: size({ least: 2, most: 6 }, ['300m', '256Mi'], ['2', '512Mi']),
  inventory: size({ least: 2, most: 6 }, ['200m', '192Mi'], ['1', '384Mi']),
  cart: size({ least: 2, most: 6 }, ['200m', '192Mi'], ['1', '384Mi']),
  order: size({ least: 2, most: 6 }, ['200m', '192Mi'], ['1', '384Mi']),
  payment: size({ least: 2, most: 4 }, ['100m', '192Mi'], ['1', '384Mi']),
  delivery: size({ least: 2, most: 4 }, ['100m', '192Mi'], ['1', '320Mi']),
  notification: size({ least: 2, most: 4 }, ['100m', '192Mi'], ['1', '320Mi']),
  audit: size({ least: 1, most: 2 }, ['100m', '176Mi'], ['1', '384Mi']),
}

/** What brings a database up to date, and what opens a new shop: once, and gone. */
export const oneShot = { asks: { cpu: '50m', memory: '96Mi' }, atMost: { cpu: '1', memory: '256Mi' } }

/**
 * Whom a container may reach beyond the shop, as TCP ports. Everything else outside is closed to it.
 * Payment: Stripe. Notification: mail servers.
 */
export const outside: Readonly<Record<string, readonly number[]>> = {
  payment: [443],
  notification: [465, 587],
}

/** Settings that come from a Secret although nothing in their name or kind says that they are one. */
export const sensitive: readonly string[] = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'SMTP_URL']

/** The average use of CPU, in percent of what a container asks for, from which on there are more of it. */
export const busyFrom = 70

/** How long a container that is told to stop stays open, so that all who call it have heard that it is not ready. */
export const stopGraceMs = 10_000

/** Beyond the longest call that may be under way: what closing takes besides. */
export const closingMs = 5_000

function size(replicas: Size['replicas'], asks: [string, string], atMost: [string, string]): Size {
  return { replicas, asks: { cpu: asks[0], memory: asks[1] }, atMost: { cpu: atMost[0], memory: atMost[1] } }
}
