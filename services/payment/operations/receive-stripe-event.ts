import { SoukError } from '@souk/platform/errors.ts'
import { takeHint } from '../hints.ts'
import type { Payments } from '../needs.ts'

export const receiveStripeEvent: Payments['operations']['receiveStripeEvent'] = async (
  { payload, signature },
  context,
) => {
  const { stripe } = context.resources
  const hint = await stripe?.provider.readHint(payload, signature)
  if (stripe === undefined || hint === undefined)
    throw new SoukError('invalid', 'bad_signature', 'This is not signed with the secret of this shop, or too long ago.')
  await takeHint(context, stripe.provider, hint)
  return undefined
}
