/** Forms that people send: what they typed, and what they hear where it does not do. */
import { hasReason, SoukError, statusOfCode } from '@souk/platform/errors.ts'
import { fail, type RequestEvent } from '@sveltejs/kit'
import type { InEach } from '#lib/language.ts'
import { formTexts } from '#lib/texts/forms.ts'
import { isOutOfReach } from './away.ts'

/** What is wrong with a form, and what was typed, so that nobody types it again. Never holds a secret. */
export type Refusal = { fault?: string; faults: Record<string, string>; given: Record<string, string> }

/** A line without blanks around it; empty where there is none. */
export function line(form: FormData, name: string) {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** Exactly as typed: a blank may be part of a password. */
export function secret(form: FormData, name: string) {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

export type Words = {
  /** What a refusal means for the person, by its reason. */
  reasons?: Record<string, InEach<string>>
  /** How each field wants to be filled in, by its name. */
  fields?: Record<string, InEach<string>>
}

/** @throws what has no words: a fault of ours */
export function refuse(
  { locals }: Pick<RequestEvent, 'locals'>,
  error: unknown,
  given: Record<string, string>,
  { reasons = {}, fields = {} }: Words,
) {
  const { language } = locals
  if (isOutOfReach(error)) return fail(503, refusal(formTexts.outOfReach[language], given))
  if (hasReason(error, 'invalid_input')) {
    const faults: Record<string, string> = {}
    for (const { path } of error.errors ?? []) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      const text = fields[name]
      if (text !== undefined) faults[name] = text[language]
    }
    if (Object.keys(faults).length > 0) return fail(400, { faults, given } as Refusal)
  }
  if (error instanceof SoukError) {
    const meaning = reasons[error.reason]
    if (meaning !== undefined) return fail(statusOfCode[error.code], refusal(meaning[language], given))
  }
  if (hasReason(error, 'too_many_requests')) {
    const minutes = Math.max(Math.ceil((error.retryAfter ?? 60) / 60), 1)
    return fail(429, refusal(formTexts.tooMany[language](minutes), given))
  }
  if (hasReason(error, 'invalid_input')) return fail(400, refusal(formTexts.invalid[language], given))
  throw error
}

export function refusal(fault: string, given: Record<string, string> = {}): Refusal {
  return { fault, faults: {}, given }
}
