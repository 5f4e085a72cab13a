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

type Clean = (value: unknown) => unknown

/**
 * Copies a valid value without what its schema does not declare, at any depth; `undefined` where nothing undeclared
 * can be in it. Open objects (records, additionalProperties) and references stay as they are.
 */
export function cleanerOf(schema: TSchema): Clean | undefined {
  const { properties, items, anyOf, additionalProperties } = schema as {
    properties?: Record<string, TSchema>
    items?: TSchema
    anyOf?: TSchema[]
    additionalProperties?: unknown
  }
  if (properties !== undefined && additionalProperties === undefined) {
    const fields = Object.entries(properties).map(([name, inner]) => [name, cleanerOf(inner)] as const)
    return (value) => {
      const known: Record<string, unknown> = {}
      for (const [name, clean] of fields) {
        if (!Object.hasOwn(value as object, name)) continue
        const inner = (value as Record<string, unknown>)[name]
        known[name] = clean === undefined ? inner : clean(inner)
      }
      return known
    }
  }
  if (items !== undefined && !Array.isArray(items)) {
    const clean = cleanerOf(items)
    return clean === undefined ? undefined : (value) => (value as unknown[]).map(clean)
  }
  if (anyOf !== undefined) {
    const branches = anyOf.map((branch) => ({ branch: checker(branch), clean: cleanerOf(branch) }))
    if (branches.every(({ clean }) => clean === undefined)) return undefined
    return (value) => branches.find(({ branch }) => branch.check(value))?.clean?.(value) ?? value
  }
  return undefined
}
