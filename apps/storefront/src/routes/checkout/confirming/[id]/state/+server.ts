import { json } from '@sveltejs/kit'
import { accessTokenOf } from '#lib/server/my-orders.ts'
import type { RequestHandler } from './$types'

/** Whether the payment is still undecided, for the page that waits: it need not know what opens the order. `needsAction`: the payer has to go to their bank. */
export const GET: RequestHandler = async (event) => {
  const { id } = event.params
  const accessToken = accessTokenOf(event, id)
  const query = accessToken === undefined ? {} : { accessToken }
  const order = await event.locals.shop.order.getOrder({ id, ...query }).catch(() => undefined)
  return json({
    isPending: order === undefined || order.status === 'pending',
    needsAction: order?.paymentAction !== undefined,
  })
}
