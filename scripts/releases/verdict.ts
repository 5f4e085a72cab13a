/** Whether a changed promise may stand: who relies on the old one, and what to do instead of breaking it. */
import { type About, type Change, contractChanges } from './contract-changes.ts'
import { isPublic, type Promised } from './promise.ts'

/** What a deployable relies on: operations of services by their names, and types of events. */
export type Reliance = { calls: Record<string, string[]>; follows: string[] }

/** @property isReleased as it is out there, which may differ from what its code says today */
export type User = Reliance & { deployable: string; isReleased: boolean }

/** `passes`: nobody is let down. `unused`: it would break somebody, but there is nobody. `refused`: it breaks somebody. */
export type Verdict = Change & {
  service: string
  verdict: 'passes' | 'unused' | 'refused'
  breaks: boolean
  who: Broken[]
}

/** @property onlyReleased today's code no longer relies on it: releasing that is what lacks */
export type Broken = { name: string; onlyReleased: boolean }

export const strangers = 'programs that use /api/v1'

/** @param users all deployables, as they are released and as they are today */
export function judge(service: string, before: Promised, after: Promised, users: readonly User[]): Verdict[] {
  return contractChanges(before, after).map((change) => {
    if (!change.breaks) return { ...change, service, verdict: 'passes', who: [] }
    const who = whoRelies(service, change, users)
    const old = before.operations[change.name]
    if (change.of === 'operation' && old !== undefined && isPublic(old))
      who.push({ name: strangers, onlyReleased: false })
    return { ...change, service, verdict: who.length === 0 ? 'unused' : 'refused', who }
  })
}

function whoRelies(service: string, { of, name }: Change, users: readonly User[]): Broken[] {
  const relying = users.filter(({ calls, follows }) =>
    of === 'event' ? follows.includes(name) : calls[service]?.includes(name),
  )
  return [...new Set(relying.map(({ deployable }) => deployable))].map((deployable) => ({
    name: deployable,
    onlyReleased: relying.every((user) => user.deployable !== deployable || user.isReleased),
  }))
}

const beside: Record<About, string> = {
  operation: 'keep it as it was; what is new gets a name and a path of its own beside it',
  way: 'keep the way to it; let another operation beside it go the new way',
  input: 'take what was taken; ask for more in a new optional field, or in a new operation beside it',
  answer: 'answer what was answered; tell what is new in a new field, or in a new operation beside it',
  refusals: 'refuse as before; a new operation beside it may refuse in its own way',
  access: 'let in who was let in; a new operation beside it may be stricter',
  repetition: 'let it be repeated as before; a new operation beside it may ask for more',
  event: 'tell it as before, with what is new in an optional field, or tell a new type (….v2) beside it',
}

/** What to do instead, a sentence. */
export function adviceFor({ about, of, who, name }: Pick<Verdict, 'about' | 'of' | 'who' | 'name'>): string {
  const released = who.filter(({ onlyReleased }) => onlyReleased).map((one) => one.name)
  const houses = who.filter((one) => one.name !== strangers)
  if (houses.length > 0 && released.length === who.length)
    return `release ${released.join(' and ')} first: today’s code does not rely on it any more, what is out there does`
  const verb = of === 'event' ? 'follows' : 'calls'
  const later = who.some((one) => one.name === strangers)
    ? 'what /api/v1 promises stays'
    : `move ${houses.map((one) => one.name).join(' and ')} over and release ${houses.length === 1 ? 'it' : 'them'}; change or take away ${name} once nobody released ${verb} it`
  return `${beside[about]}; ${later}`
}
