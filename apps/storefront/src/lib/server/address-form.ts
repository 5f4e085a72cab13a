/** An address as a form sends it. */
import type { Address } from '@souk/contracts/fields.ts'
import type { RequestEvent } from '@sveltejs/kit'
import { addressAnswers } from '#lib/texts/account-answers.ts'
import { line, refuse } from './forms.ts'

const names = ['name', 'line1', 'line2', 'postcode', 'city', 'region', 'country'] as const

export async function readAddress(request: Request) {
  const form = await request.formData()
  const given = Object.fromEntries(names.map((name) => [name, line(form, name)])) as Record<
    (typeof names)[number],
    string
  >
  const { line2, region, ...needed } = given
  const address: Address = { ...needed, ...(line2 === '' ? {} : { line2 }), ...(region === '' ? {} : { region }) }
  const isDefault = form.has('isDefault')
  return { address, isDefault, given: { ...given, isDefault: isDefault ? 'on' : '' } }
}

export function refuseAddress(event: RequestEvent, error: unknown, given: Record<string, string>) {
  const { full, gone, ...fields } = addressAnswers
  return refuse(event, error, given, { reasons: { not_allowed: full, not_found: gone }, fields })
}
