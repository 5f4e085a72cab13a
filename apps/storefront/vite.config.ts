import { processEnvironment } from '@souk/platform/config.ts'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

/** What nearly every page shows goes to the browser in one file: small ones of their own would be 1 KB more in all. */
const shownEverywhere =
  /src\/lib\/(texts\/(frame|catalogue)|here|language|format|components\/(Breadcrumbs|Meta|Notice|Picture|Price|ProductCard))\./

const folder = processEnvironment().STOREFRONT_BUILD

export default defineConfig({
  plugins: [
    sveltekit({
      compilerOptions: { runes: true, discloseVersion: false },
      adapter: adapter(folder === undefined ? {} : { out: folder }),
      ...(folder === undefined ? {} : { outDir: `${folder}.kit` }),
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
        },
      },
      // The gateway refuses what another site makes a browser send, for pages and API alike (see its identity.ts); it
      // compares hosts, which also holds behind a proxy that ends TLS.
      csrf: { trustedOrigins: ['*'] },
      paths: { relative: false },
    }),
  ],
  build: { target: 'es2022' },
  environments: {
    client: {
      build: {
        rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'frame', test: shownEverywhere }] } } },
      },
    },
  },
})
