/** Every file that is written from the description, by its path from the repository's root. */
import { stringify } from 'yaml'
import { composeFile } from './compose.ts'
import { databaseScript } from './database-script.ts'
import { mapPage } from './diagram.ts'
import { kubernetesFiles } from './manifests/kustomizations.ts'
import { exampleOf } from './secret-values.ts'

const note = '# Written by `npm run deploy:generate` from the services and from deploy/sizes.ts: change those.\n'

export function generatedFiles(): Record<string, string> {
  const manifests = Object.entries(kubernetesFiles()).map(([path, objects]) => [
    `deploy/kubernetes/${path}`,
    note + objects.map(toYaml).join('---\n'),
  ])
  return {
    ...Object.fromEntries(manifests),
    'deploy/compose.yaml': note + toYaml(composeFile()),
    'deploy/postgres/databases.sql': `-- Written by \`npm run deploy:generate\`.\n${databaseScript()}`,
    'deploy/.env.example': exampleOf(),
    'docs/services.md': mapPage(),
  }
}

/** Without anchors or folded lines: whoever reads or searches one object sees all of it. */
function toYaml(value: unknown) {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 })
}
