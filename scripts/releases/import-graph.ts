/** Which files a file needs: by its static imports, followed through the packages of this repository. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

export type Workspace = {
  /** Below the root, such as `services/order`. */
  folder: string
  name: string
  exports: Record<string, string>
  imports: Record<string, string>
}

export type Tree = {
  root: string
  workspaces: readonly Workspace[]
  sourceOf(file: string): ts.SourceFile
  /** The files, and all that they need of this repository. What is imported only at run time is not followed. */
  reached(files: readonly string[]): Set<string>
}

const isCode = /\.(ts|svelte)$/

/** Paths are below `root`, with slashes. */
export function openTree(root: string): Tree {
  const workspaces = workspacesIn(root)
  const sources = new Map<string, ts.SourceFile>()
  const sourceOf = (file: string) => {
    const known = sources.get(file)
    if (known !== undefined) return known
    const text = readFileSync(join(root, file), 'utf8')
    const script = file.endsWith('.svelte') ? scriptsOf(text) : text
    const source = ts.createSourceFile(file, script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
    sources.set(file, source)
    return source
  }
  const needsOf = (file: string) =>
    isCode.test(file) ? importsOf(sourceOf(file)).flatMap((name) => resolve(root, workspaces, file, name) ?? []) : []
  return {
    root,
    workspaces,
    sourceOf,
    reached(files) {
      const found = new Set<string>()
      const ahead = [...files]
      for (let file = ahead.pop(); file !== undefined; file = ahead.pop()) {
        if (found.has(file)) continue
        found.add(file)
        ahead.push(...needsOf(file))
      }
      return found
    },
  }
}

function workspacesIn(root: string): Workspace[] {
  const { workspaces = [] } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return globSync(
    (workspaces as string[]).map((pattern) => `${pattern}/package.json`),
    { cwd: root },
  )
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .map((file) => {
      const { name, exports = {}, imports = {} } = JSON.parse(readFileSync(join(root, file), 'utf8'))
      return { folder: dirname(file), name, exports, imports }
    })
}

/** The folder of the repository's package that holds the file; undefined for what lies in none. */
function workspaceOf({ workspaces }: Pick<Tree, 'workspaces'>, file: string) {
  return workspaces.find(({ folder }) => file.startsWith(`${folder}/`))
}

function scriptsOf(text: string) {
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script).join('\n')
}

function importsOf(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
    const name = statement.moduleSpecifier
    return name !== undefined && ts.isStringLiteral(name) ? [name.text] : []
  })
}

/** @returns undefined for what is not of this repository */
function resolve(root: string, workspaces: readonly Workspace[], from: string, name: string): string | undefined {
  const file = pathOf(workspaces, from, name)
  return file !== undefined && existsSync(join(root, file)) ? file : undefined
}

function pathOf(workspaces: readonly Workspace[], from: string, name: string) {
  if (name.startsWith('.')) return join(dirname(from), name).replaceAll('\\', '/')
  if (name.startsWith('#')) {
    const own = workspaceOf({ workspaces }, from)
    return own && inMap(own, own.imports, name)
  }
  const named = workspaces.find((one) => name === one.name || name.startsWith(`${one.name}/`))
  return named && inMap(named, named.exports, `.${name.slice(named.name.length)}`)
}

/** As package.json writes them: a name, or a pattern with one star. */
function inMap({ folder }: Workspace, map: Record<string, string>, name: string) {
  for (const [pattern, target] of Object.entries(map)) {
    const [head = '', tail] = pattern.split('*')
    const fits = tail === undefined ? name === pattern : name.startsWith(head) && name.endsWith(tail)
    if (!fits) continue
    const middle = tail === undefined ? '' : name.slice(head.length, name.length - tail.length)
    return join(folder, target.replace('*', middle)).replaceAll('\\', '/')
  }
  return undefined
}
