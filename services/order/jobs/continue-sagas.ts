import type { Job } from '@souk/platform/service.ts'
import type { Ordering } from '../needs.ts'
import { continueDue } from '../sagas.ts'

/** Runs what a dead process left, what waits for a neighbour, and what is to be undone. */
export const continueSagas: Job<Ordering['context']> = {
  name: 'continue-sagas',
  every: 1,
  run: continueDue,
}
