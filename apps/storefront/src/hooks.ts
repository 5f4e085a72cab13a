import type { Reroute } from '@sveltejs/kit/hooks'
import { pathOf } from '#lib/language.ts'

export const reroute: Reroute = ({ url }) => pathOf(url.pathname)
