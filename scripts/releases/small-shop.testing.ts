/** A shop of three deployables with a history of its own, in a folder of its own. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gitIn } from './git.ts'

export type SmallShop = ReturnType<typeof openSmallShop>

const manifest = (name: string, ...dependencies: string[]) => ({
  name,
  exports: { '.': './service.ts', './*.ts': './*.ts' },
  dependencies: Object.fromEntries(dependencies.map((one) => [one, '1.0.0'])),
})

export function openSmallShop() {
  const root = mkdtempSync(join(tmpdir(), 'souk-releases-'))
  const run = gitIn(root)
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', root])
  for (const [key, value] of [
    ['user.name', 'Somebody'],
    ['user.email', 'somebody@souk.example'],
    ['commit.gpgsign', 'false'],
  ] as const)
    run('config', key, value)

  const shop = {
    root,
    git: run,
    write(files: Record<string, unknown>) {
      for (const [file, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, file)), { recursive: true })
        writeFileSync(join(root, file), typeof content === 'string' ? content : `${JSON.stringify(content)}\n`)
      }
    },
    /** @returns the commit */
    commit(subject: string, files: Record<string, unknown>) {
      shop.write(files)
      run('add', '--all')
      run('commit', '--quiet', '--message', subject)
      return run('rev-parse', 'HEAD')
    },
    lock: (versions: { pg?: string; 'pg-types'?: string; sharp?: string; vite?: string } = {}) => ({
      packages: {
        platform: { dependencies: { pg: '8.0.0' } },
        'services/cart': { dependencies: { '@souk/platform': '1.0.0', sharp: '1.0.0' } },
        'services/order': { dependencies: { '@souk/platform': '1.0.0' } },
        'apps/gateway': { devDependencies: { vite: '1.0.0' } },
        'node_modules/pg': { version: versions.pg ?? '8.0.0', dependencies: { 'pg-types': '*' } },
        'node_modules/pg-types': { version: versions['pg-types'] ?? '1.0.0' },
        'node_modules/sharp': { version: versions.sharp ?? '1.0.0' },
        'node_modules/vite': { version: versions.vite ?? '1.0.0' },
      },
    }),
    close: () => rmSync(root, { recursive: true, force: true }),
  }
  shop.commit('the first day', {
    'package.json': { workspaces: ['platform', 'contracts', 'services/*', 'apps/*', 'e2e'] },
    'package-lock.json': shop.lock(),
    'README.md': 'A shop.',
    'platform/package.json': manifest('@souk/platform', 'pg'),
    'platform/host.ts': 'export const host = 1\n',
    'platform/pictures.ts': 'export const pictures = 1\n',
    'platform/migrations/0001-platform.sql': 'select 1;\n',
    'contracts/package.json': manifest('@souk/contracts'),
    'contracts/cart.ts': 'export const cart = 1\n',
    'contracts/order.ts': "import './cart.ts'\nexport const order = 1\n",
    'services/cart/package.json': manifest('@souk/cart-service', '@souk/platform', 'sharp'),
    'services/cart/service.ts':
      "import { host } from '@souk/platform/host.ts'\nimport '@souk/contracts/cart.ts'\nimport './lines.ts'\nexport default host\n",
    'services/cart/lines.ts': 'export const lines = 1\n',
    'services/cart/lines.test.ts': "import './lines.ts'\nimport './made-up.ts'\n",
    'services/cart/made-up.ts': 'export const made = 1\n',
    'services/cart/README.md': 'Carts.',
    'services/order/package.json': manifest('@souk/order-service', '@souk/platform'),
    'services/order/service.ts': "import '@souk/platform/host.ts'\nimport '@souk/contracts/order.ts'\n",
    'services/order/migrations/0001-orders.sql': 'select 1;\n',
    'services/order/service.test.ts': "import './service.ts'\n",
    'apps/gateway/package.json': manifest('@souk/gateway'),
    'apps/gateway/gateway.ts': "import '@souk/contracts/cart.ts'\n",
    'apps/gateway/src/Page.svelte': "<script>\nimport { pictures } from '@souk/platform/pictures.ts'\n</script>\n",
    'e2e/package.json': manifest('@souk/e2e'),
    'e2e/shopping.test.ts': "import '../services/order/service.ts'\n",
  })
  return shop
}
