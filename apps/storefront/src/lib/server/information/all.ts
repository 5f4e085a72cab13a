import type { InEach } from '#lib/language.ts'
import { contact } from './contact.ts'
import { delivery } from './delivery.ts'
import type { Information } from './information.ts'
import { privacy } from './privacy.ts'
import { returns } from './returns.ts'
import { terms } from './terms.ts'

/** The pages of information by their addresses. */
export const information = new Map<string, InEach<Information>>(
  Object.entries({ delivery, returns, contact, privacy, terms }),
)
