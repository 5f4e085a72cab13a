/** One promise of a contract as it can be seen from outside. */
import type { Ground } from './ground.ts'

export type Clause = {
  /** Under what it is listed. */
  chapter: string
  /** A sentence. */
  title: string
  /** @throws Broken where the promise is not kept, LeftOut where it cannot be looked at */
  check(ground: Ground): Promise<void>
}

/** A clause of a chapter that is named where it is listed. */
export type Scenario = Omit<Clause, 'chapter'>
