/** Stripe's own script (it must come from Stripe), loaded by the page that shows its card fields only. */

export type MakeToken = (payer: { email: string; name: string }) => Promise<{ token: string } | { fault: string }>

type Card = { mount(place: HTMLElement): void; destroy(): void }
type Made = { paymentMethod?: { id: string }; error?: { message?: string } }
type StripeScript = (key: string) => {
  elements(options: { locale: string }): { create(kind: 'card', options: object): Card }
  createPaymentMethod(options: object): Promise<Made>
}

const address = 'https://js.stripe.com/v3/'

export async function openCardFields(key: string, locale: string, place: HTMLElement) {
  const stripe = (await loaded())(key)
  const { color, fontFamily, fontSize } = getComputedStyle(place)
  const style = { base: { color, fontFamily, fontSize } }
  const card = stripe.elements({ locale }).create('card', { hidePostalCode: true, style })
  card.mount(place)
  const makeToken: MakeToken = async (payer) => {
    const billing_details = Object.fromEntries(Object.entries(payer).filter(([, value]) => value !== ''))
    const { paymentMethod, error } = await stripe.createPaymentMethod({ type: 'card', card, billing_details })
    return paymentMethod === undefined ? { fault: error?.message ?? '' } : { token: paymentMethod.id }
  }
  return { makeToken, close: () => card.destroy() }
}

/** True where the browser came here from another page of ours without loading this one, whose policy lets Stripe in. */
export function needsReload() {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation !== undefined && new URL(navigation.name).pathname !== location.pathname
}

function loaded(): Promise<StripeScript> {
  return new Promise((resolve, reject) => {
    const known = () => (window as unknown as { Stripe?: StripeScript }).Stripe
    const already = known()
    if (already !== undefined) return resolve(already)
    const script = document.createElement('script')
    script.src = address
    script.onload = () => {
      const stripe = known()
      if (stripe === undefined) reject(new Error('not what was expected'))
      else resolve(stripe)
    }
    script.onerror = () => reject(new Error('out of reach'))
    document.head.append(script)
  })
}
