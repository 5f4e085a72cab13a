/** What is checked of one service beside what its contract alone says. */
import type { Contract } from '@souk/platform/contract.ts'
import type { Scenario } from './clause.ts'
import type { Given } from './every-operation.ts'
import type { Ground } from './ground.ts'

export type Script = {
  /** Inputs that work, by operation. */
  givens: Record<string, Given>
  /** Neighbours that the suite plays, where it is asked to. */
  neighbours: readonly Contract[]
  scenarios: readonly { chapter: string; scenarios: readonly Scenario[] }[]
  /** Leaves nothing that somebody could be shown. */
  tidyUp?(ground: Ground): Promise<void>
}

export const nothing: Script = { givens: {}, neighbours: [], scenarios: [] }
