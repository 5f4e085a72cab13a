// biome-ignore-all lint/style/useNodejsImportProtocol: an old Node does not know the prefix
'use strict'

// Fills node_modules when it is not what package-lock.json says. Like launch.cjs it must run on an old Node, and without
// any package.

const crypto = require('crypto')
const fs = require('fs')
const path = require('path')
const tools = require('./toolchain.cjs')

const modules = path.join(tools.root, 'node_modules')
const stamp = path.join(modules, '.installed')
const nodeLink = path.join(modules, '.bin', tools.isWindows ? 'node.exe' : 'node')

function tryJson(file) {
  try {
    return tools.readJson(file)
  } catch {
    return undefined
  }
}

// What decides which packages belong in node_modules: a change of anything else needs no install.
function fingerprint() {
  const kinds = ['name', 'dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides']
  const hash = crypto.createHash('sha256')
  hash.update([process.platform, process.arch, tools.nodeVersion, tools.npmVersion].join(' '))
  hash.update(fs.readFileSync(path.join(tools.root, 'package-lock.json')))
  for (const folder of [''].concat(workspaces())) {
    const manifest = tools.readJson(path.join(tools.root, folder, 'package.json'))
    hash.update(folder + JSON.stringify(kinds.map((kind) => manifest[kind])))
  }
  return hash.digest('hex')
}

function workspaces() {
  const found = []
  for (const pattern of tools.readJson(path.join(tools.root, 'package.json')).workspaces || []) {
    const parent = pattern.replace(/\/\*$/, '')
    const isMany = parent !== pattern && fs.existsSync(path.join(tools.root, parent))
    const names = isMany ? fs.readdirSync(path.join(tools.root, parent)).map((name) => `${parent}/${name}`) : []
    for (const folder of parent === pattern ? [pattern] : names) {
      if (fs.existsSync(path.join(tools.root, folder, 'package.json'))) found.push(folder)
    }
  }
  return found.sort()
}

function isInstalled() {
  try {
    return fs.readFileSync(stamp, 'utf8') === fingerprint() && fs.statSync(nodeLink).size > 1e6
  } catch {
    return false
  }
}

// Whether node_modules is right without this script having filled it: somebody has run npm by hand since.
function holdsWhatIsLocked() {
  const locked = tryJson(path.join(tools.root, 'package-lock.json'))
  const present = tryJson(path.join(modules, '.package-lock.json'))
  if (!locked || !present || !isLockCurrent(locked)) return false
  return Object.keys(locked.packages).every((name) => {
    const wanted = locked.packages[name]
    if (!/(^|\/)node_modules\//.test(name) || wanted.peer || (wanted.optional && !isForHere(wanted))) return true
    const found = present.packages[name]
    return found && found.version === wanted.version && fs.existsSync(path.join(tools.root, name))
  })
}

function isForHere({ os, cpu, libc }) {
  return os && cpu && !libc && os.indexOf(process.platform) >= 0 && cpu.indexOf(process.arch) >= 0
}

function isLockCurrent(locked) {
  const wishes = (manifest) =>
    ['dependencies', 'devDependencies', 'optionalDependencies'].map((kind) =>
      Object.entries(manifest[kind] || {}).sort(),
    )
  return [''].concat(workspaces()).every((folder) => {
    const manifest = tools.readJson(path.join(tools.root, folder, 'package.json'))
    return JSON.stringify(wishes(manifest)) === JSON.stringify(wishes(locked.packages[folder] || {}))
  })
}

async function install() {
  if (isInstalled()) return
  const mark = fingerprint()
  const unfinished = path.join(tools.toolchain, 'unfinished')
  if (fs.existsSync(unfinished)) removeFolder(modules)
  if (!isLockCurrent(tools.readJson(path.join(tools.root, 'package-lock.json')))) {
    console.error('package-lock.json does not know all that the package.json files ask for: "npm run lock" writes it.')
  }
  if (!holdsWhatIsLocked()) {
    await tools.bringToolchain()
    fs.writeFileSync(unfinished, '')
    // Not `npm ci`: it refuses a lock file without the packages of platforms that a registry does not have, and it
    // empties node_modules under whatever runs.
    const words = [
      tools.toolchainNpm,
      'install',
      '--no-save',
      '--ignore-scripts',
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]
    await tools.step('Bringing the packages', tools.toolchainNode, words, tools.withToolchain())
  }
  if (!tools.isWantedNode(nodeLink)) {
    await tools.bringToolchain()
    placeNode()
  }
  fs.writeFileSync(stamp, mark)
  if (fs.existsSync(unfinished)) fs.unlinkSync(unfinished)
}

function removeFolder(folder) {
  if (fs.rmSync) fs.rmSync(folder, { recursive: true, force: true })
  else if (fs.existsSync(folder)) fs.rmdirSync(folder, { recursive: true })
}

// The package `node` would fetch the program once more by an install script, which npm may not be allowed to run.
function placeNode() {
  const target = tools.isWindows ? nodeLink : path.join(modules, 'node', 'bin', 'node')
  fs.mkdirSync(path.dirname(target), { recursive: true })
  fs.mkdirSync(path.dirname(nodeLink), { recursive: true })
  const draft = `${target}.${process.pid}`
  try {
    fs.linkSync(tools.toolchainNode, draft)
  } catch {
    fs.copyFileSync(tools.toolchainNode, draft)
    fs.chmodSync(draft, 0o755)
  }
  fs.renameSync(draft, target)
  if (!tools.isWindows && !fs.existsSync(nodeLink)) fs.symlinkSync('../node/bin/node', nodeLink)
}

module.exports = { install, isInstalled, nodeLink }
