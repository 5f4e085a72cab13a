/** Who buys, with what they know of the shop. */
import type { Chance } from './chance.ts'
import type { Person } from './people.ts'
import type { Told } from './told.ts'

export type Buyer = {
  person: Person
  /** A customer has one open cart; a guest a new one each time. */
  isGuest: boolean
  staff: Person
  skus: readonly string[]
  chance: Chance
  told: Told
}
