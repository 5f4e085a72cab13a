import { add } from '#lib/server/product/adding.ts'
import type { RequestHandler } from './$types'

export const POST: RequestHandler = add
