/** Compiled checks of TypeBox schemas, and the fields that a refusal names. */
import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type FieldError, fail } from './errors.ts'

export type Checker<T> = {
  check(value: unknown): value is T
  errors(value: unknown): FieldError[]
  /** @throws 400 `invalid_input` with the faulty fields */
  assert(value: unknown): asserts value is T
}

/** Compiled at the first use: a host of many services starts faster, and most checks of fields are never asked for. */
export function checker<S extends TSchema>(schema: S): Checker<Static<S>> {
  let compiled: ReturnType<typeof Compile<S>> | undefined
  const validator = () => {
    compiled ??= Compile(schema)
    return compiled
  }
  return {
    check: (value): value is Static<S> => validator().Check(value),
    errors: (value) => fieldErrors(validator().Errors(value)),
    assert(value) {
      if (validator().Check(value)) return
      const errors = fieldErrors(validator().Errors(value))
      const first = errors[0]
      throw fail('invalid_input', first === undefined ? 'The input is not valid.' : `${first.path}: ${first.message}`, {
        errors,
      })
    },
  }
}

type Fault = { keyword: string; instancePath: string; message: string; params?: unknown }

function fieldErrors(faults: readonly Fault[]): FieldError[] {
  const errors: FieldError[] = []
  for (const { keyword, instancePath, message, params } of faults) {
    if (keyword === 'required') {
      for (const name of (params as { requiredProperties: string[] }).requiredProperties)
        errors.push({ path: `${instancePath}/${name}`, message: 'is required' })
    } else if (keyword === 'enum') {
      const { allowedValues } = params as { allowedValues?: unknown[] }
      errors.push({ path: instancePath, message: `must be one of ${(allowedValues ?? []).join(', ')}` })
    } else if (keyword !== 'boolean' && keyword !== '~guard') errors.push({ path: instancePath || '/', message })
  }
  return errors.slice(0, 20)
}

/** Makes one object schema of several sets of properties. */
export function merged(...properties: Record<string, TSchema>[]) {
  return Type.Object(Object.assign({}, ...properties))
}
