/** What each deployable relies on: the operations that its code names of the contracts that it calls, and the events it follows. */
import type { Contract } from '@souk/platform/contract.ts'
import type { AnyService } from '@souk/platform/service.ts'
import ts from 'typescript'
import type { Deployable } from './deployables.ts'
import type { Tree } from './import-graph.ts'
import { promisedBy } from './promise.ts'
import type { Reliance } from './verdict.ts'

/** @param definition undefined for what is no service */
export function relianceOf(
  tree: Tree,
  deployable: Deployable,
  definition: AnyService | undefined,
  contracts: readonly Contract[],
): Reliance {
  const files = [...tree.reached(deployable.roots)]
  const own = files.filter((file) => deployable.folders.some((folder) => file.startsWith(`${folder}/`)))
  const named = new Set(
    own.filter((file) => /\.(ts|svelte)$/.test(file)).flatMap((file) => namesIn(tree.sourceOf(file))),
  )
  const called: string[] =
    definition === undefined
      ? contracts.map(({ name }) => name).filter((name) => files.includes(`contracts/${name}.ts`))
      : Object.values(definition.calls).map(({ name }) => name)
  const follows = (definition?.consumers ?? []).map(({ type }) => type).sort()
  const calls: Record<string, string[]> = {}
  for (const contract of contracts) {
    const isFollowed = follows.some((type) => type.startsWith(`${contract.name}.`))
    const operations = Object.keys(promisedBy(contract).operations)
    const used = operations.filter(
      (name) => (called.includes(contract.name) && named.has(name)) || (isFollowed && name === 'readEvents'),
    )
    if (used.length > 0) calls[contract.name] = used.sort()
  }
  return { calls, follows }
}

/** Names of members that are read or taken apart: a client's operation is always one, whatever the client is called. */
function namesIn(source: ts.SourceFile): string[] {
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) names.push(node.name.text)
    if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression))
      names.push(node.argumentExpression.text)
    if (ts.isBindingElement(node)) {
      const name = node.propertyName ?? node.name
      if (ts.isIdentifier(name) || ts.isStringLiteral(name)) names.push(name.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return names
}
