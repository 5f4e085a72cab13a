/** Makes the pages of the storefront before anybody starts it, for an image that has nothing to make them with. */
import { buildStorefront } from '@souk/storefront/build.ts'

console.log(await buildStorefront((line) => console.log(line)))
