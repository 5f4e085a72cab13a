/** All that is checked of a service, put together and gone through one by one. */
import type { Contract } from '@souk/platform/contract.ts'
import { withFeed } from '@souk/platform/events/standing.ts'
import { cart, inventory, product } from './catalogue-and-carts.ts'
import type { Clause } from './clause.ts'
import { delivery } from './delivery.ts'
import { openDoor } from './door.ts'
import { clausesOfOperations } from './every-operation.ts'
import { clausesOfEveryService } from './every-service.ts'
import { clausesOfTheFeed } from './feed.ts'
import type { Ground } from './ground.ts'
import type { StandIns } from './neighbours.ts'
import { Broken, LeftOut } from './outcome.ts'
import { nothing, type Script } from './script.ts'

const scripts: Record<string, Script> = { cart, delivery, inventory, product }

export type Finding = {
  chapter: string
  title: string
  outcome: 'kept' | 'broken' | 'left out'
  /** Milliseconds that looking took. */
  took: number
  /** Of a broken one. */
  expected?: string
  got?: string
  request?: string
  /** Of one that is left out: what to do about it. */
  why?: string
}

/** What is checked of this service alone, beside what every contract promises. */
export function scriptOf(contract: Contract): Script {
  return scripts[contract.name] ?? nothing
}

/**
 * @param target.secret the first of the house's secrets
 * @param each told every finding as it is made
 */
export async function checkService(
  contract: Contract,
  target: { url: string; secret: string; neighbours?: StandIns | undefined },
  each: (finding: Finding) => void = () => {},
): Promise<Finding[]> {
  const script = scriptOf(contract)
  const ground: Ground = {
    contract: withFeed(contract) as unknown as Contract,
    door: openDoor({ url: target.url, service: contract.name, secret: target.secret }),
    neighbours: target.neighbours,
  }
  const findings: Finding[] = []
  for (const clause of clausesOf(ground.contract, script)) {
    const began = performance.now()
    const found = await lookAt(clause, ground)
    const finding = { ...found, took: Math.round(performance.now() - began) }
    findings.push(finding)
    each(finding)
  }
  await script.tidyUp?.(ground).catch(() => {})
  return findings
}

function clausesOf(contract: Contract, script: Script): Clause[] {
  return [
    ...clausesOfEveryService,
    ...clausesOfOperations(contract, script.givens),
    ...script.scenarios.flatMap(({ chapter, scenarios }) => scenarios.map((one) => ({ chapter, ...one }))),
    // Last, when there is something to tell.
    ...clausesOfTheFeed,
  ]
}

async function lookAt({ chapter, title, check }: Clause, ground: Ground): Promise<Omit<Finding, 'took'>> {
  try {
    await check(ground)
    return { chapter, title, outcome: 'kept' }
  } catch (error) {
    if (error instanceof LeftOut) return { chapter, title, outcome: 'left out', why: error.message }
    if (error instanceof Broken) {
      const { expected, got, request } = error
      return { chapter, title, outcome: 'broken', expected, got, request }
    }
    // An answer of such a shape that not even its reader was ready for it.
    return {
      chapter,
      title,
      outcome: 'broken',
      expected: 'an answer that can be read',
      got: String(error),
      request: '',
    }
  }
}
