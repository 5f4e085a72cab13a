import type { Language } from '#lib/language.ts'
import type { ErrorWords } from '#lib/server/error-words.ts'
import type { Shop } from '#lib/server/shop.ts'
import type { Visit } from '../storefront.ts'

declare global {
  namespace App {
    interface Platform {
      visit: Visit
      report(error: unknown, requestId: string): void
      /** Where the shop stands for the outside, such as https://shop.example. */
      url: string
    }
    interface Locals {
      shop: Shop
      language: Language
      /** Where the shop stands for the outside, without a slash at the end. */
      origin: string
      /** Whether this page asks Stripe for card fields, for which its policy lets Stripe in. */
      letsStripeIn?: boolean
      /** What the page tells search engines. */
      facts: Record<string, unknown>[]
    }
    interface PageData {
      language: Language
      origin: string
      /** What this page had to do without, in words. */
      missing?: string[]
    }
    interface Error {
      /** not_found, out_of_reach, or whatever SvelteKit calls it; +error.svelte has the words for people. */
      message: string
      status: number
      requestId?: string
      /** None where the browser could not reach the shop. */
      words?: ErrorWords
    }
  }
}
