/** The only place that reads the environment. Every fault of a configuration is reported at once, by the variable's name. */

type Kind = 'text' | 'number' | 'flag' | 'url'

export type Setting<T> = {
  variable: string
  kind: Kind
  help: string
  fallback: T | undefined
  /** The default in production mode, where it is another one. */
  inProduction?: T
  optional: boolean
  /** Secrets have no default in production mode and are never printed. */
  secret: boolean
  least?: number
}

export type Settings = Record<string, Setting<unknown>>
export type Config<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never }
export type Environment = Record<string, string | undefined>

export function text(variable: string, help: string, fallback?: string): Setting<string> {
  return { variable, kind: 'text', help, fallback, optional: false, secret: false }
}

export function optionalText(variable: string, help: string): Setting<string | undefined> {
  return { variable, kind: 'text', help, fallback: undefined, optional: true, secret: false }
}

export function optionalUrl(variable: string, help: string): Setting<string | undefined> {
  return { variable, kind: 'url', help, fallback: undefined, optional: true, secret: false }
}

export function number(variable: string, help: string, fallback: number, least = 0): Setting<number> {
  return { variable, kind: 'number', help, fallback, optional: false, secret: false, least }
}

/** @param inProduction the default in production mode */
export function flag(variable: string, help: string, fallback: boolean, inProduction = fallback): Setting<boolean> {
  return { variable, kind: 'flag', help, fallback, inProduction, optional: false, secret: false }
}

/** `development` is used outside production mode; in production mode the variable must be set. */
export function secret(variable: string, help: string, development: string | undefined): Setting<string> {
  return { variable, kind: 'text', help, fallback: development, optional: false, secret: true }
}

/** @throws one error that names every missing or unusable variable and says what it is for */
export function readConfig<S extends Settings>(settings: S, environment: Environment): Config<S> {
  const faults: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries(settings)) {
    try {
      values[name] = read(setting, environment)
    } catch (fault) {
      faults.push(`  ${setting.variable}: ${(fault as Error).message} (${setting.help})`)
    }
  }
  if (faults.length > 0) throw new Error(`the configuration has ${faults.length} fault(s):\n${faults.join('\n')}`)
  return values as Config<S>
}

function read(setting: Setting<unknown>, environment: Environment): unknown {
  const raw = environment[setting.variable]
  if (raw === undefined || raw === '') {
    if (setting.secret && isProduction(environment)) throw new Error('must be set in production mode')
    const fallback = isProduction(environment) ? (setting.inProduction ?? setting.fallback) : setting.fallback
    if (fallback !== undefined || setting.optional) return fallback
    throw new Error('is not set')
  }
  if (setting.kind === 'number') {
    const value = raw.trim() === '' ? Number.NaN : Number(raw)
    if (!Number.isFinite(value) || value < (setting.least ?? 0))
      throw new Error(`'${raw}' is not a number of at least ${setting.least ?? 0}`)
    return value
  }
  if (setting.kind === 'flag') {
    if (['1', 'true', 'yes', 'on'].includes(raw)) return true
    if (['0', 'false', 'no', 'off'].includes(raw)) return false
    throw new Error(`'${raw}' is neither 1 nor 0`)
  }
  // Not repeated in the message: a URL can hold a password.
  if (setting.kind === 'url' && !(URL.canParse(raw) && /^[\w+.-]+:\/\//.test(raw)))
    throw new Error('is not a URL such as https://name:443')
  return raw
}

export function isProduction(environment: Environment) {
  return environment.NODE_ENV === 'production'
}

export function processEnvironment(): Environment {
  return process.env
}
