/** What OTEL_TRACES_SAMPLER may say: known apart from the samplers, which are loaded only where something is recorded. */
const names = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const

export type SamplerName = (typeof names)[number]

/** @throws where there is none of this name */
export function samplerNamed(name: string): SamplerName {
  const found = names.find((one) => one === name)
  if (found === undefined) throw new Error(`OTEL_TRACES_SAMPLER is '${name}': use one of ${names.join(', ')}`)
  return found
}
