import { redirect } from '@sveltejs/kit'
import mark from '#lib/images/mark.svg'

/** For those who ask for the icon by its customary name. */
export const GET = () => redirect(308, mark)
