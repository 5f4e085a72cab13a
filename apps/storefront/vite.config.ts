import { processEnvironment } from '@souk/platform/config.ts'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

const folder = processEnvironment().STOREFRONT_BUILD
/** What most pages have, with what that stands on: in one file it is a tenth smaller than in a dozen. */
const frame =
  /src\/(styles|lib\/(components\/(Breadcrumbs|Header|Logo|Meta|Notice|Picture|Price|ProductCard|SearchBox)\.|texts\/(catalogue|frame)|early|here|language|money|images))/

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
          // The one style attribute there is: SvelteKit's own, which hides what it reads out about a change of page.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
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
  // A picture within a script would be sent with every page.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    // Every page would bring the names of all files of all pages.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, needed) => needed.filter((one) => one.endsWith('.css')),
    },
  },
  environments: {
    client: {
      build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'frame', test: frame }] } } } },
    },
  },
})
