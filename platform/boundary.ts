/**
 * Where a process can die, an answer get lost or a call arrive twice: around each call to a neighbour and around each commit.
 * A shop that sells has nothing there; tests and chaos set a function that stands around all of them.
 */
export type Boundary = {
  service: string
  kind: 'call' | 'commit'
  /** `payment.authorize` for a call; for a commit the tables that it writes, such as `orders sagas timeline`. */
  name: string
}

/** Does the work once, twice, late or not at all; what it throws is what the service meets. */
export type Around = <T>(boundary: Boundary, work: () => Promise<T>) => Promise<T>
