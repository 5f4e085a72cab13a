// biome-ignore-all lint/style/useNodejsImportProtocol: an old Node does not know the prefix
'use strict'

// Runs a script of this repository by the Node it is made for, having brought that and the packages when they are
// missing. This file is all an old Node gets to see: plain JavaScript, no dependency.
//   launch.cjs <script.ts> [arguments]   the script, with signals and exit code passed through
//   launch.cjs npm [arguments]           the npm that writes the lock file

const childProcess = require('child_process')
const fs = require('fs')
const os = require('os')
const path = require('path')
const installing = require('./install.cjs')
const tools = require('./toolchain.cjs')

main().catch((error) => {
  console.error(`\n${error.message}`)
  process.exit(1)
})

async function main() {
  const words = process.argv.slice(2)
  if (words.length === 0) throw new Error('Usage: node scripts/launch.cjs <script.ts> [arguments]')
  if (words[0] === 'npm') {
    await alone(tools.bringToolchain)
    const npmWords = [tools.toolchainNpm].concat(words.slice(1))
    return run(tools.toolchainNode, npmWords, tools.withToolchain())
  }
  if (!installing.isInstalled()) await alone(installing.install)
  // What was compiled once is not compiled again by the next of many processes: each starts in half of the time.
  const compiled = path.join(__dirname, '..', 'node_modules', '.cache', 'compiled')
  run(installing.nodeLink, words, Object.assign({ NODE_COMPILE_CACHE: compiled }, process.env))
}

// Runs the work while no other launch does. The lock names its process and when that started, so that one left by a
// process that was killed is told from one that is held.
async function alone(work) {
  fs.mkdirSync(tools.toolchain, { recursive: true })
  const file = path.join(tools.toolchain, 'lock')
  const mine = `${process.pid} ${startOf(process.pid)}`
  const draft = `${file}.${process.pid}`
  fs.writeFileSync(draft, mine)
  const drop = () => {
    for (const one of read(file) === mine ? [draft, file] : [draft]) tryRemove(one)
  }
  process.on('exit', drop)
  for (let said = false; !tryLink(draft, file); said = true) {
    const theirs = read(file)
    const pid = parseInt(theirs, 10)
    if (theirs && !(isAlive(pid) && startOf(pid) === theirs.split(' ')[1])) removeIfStill(file, theirs)
    else {
      if (!said) console.error(`Another start is bringing packages (process ${pid}); waiting for it …`)
      await new Promise((resolve) => {
        setTimeout(resolve, 300)
      })
    }
  }
  tryRemove(draft)
  await work()
  drop()
  process.removeListener('exit', drop)
}

function tryLink(from, to) {
  try {
    // A link appears whole or not at all; not every file system has links.
    try {
      fs.linkSync(from, to)
    } catch (error) {
      if (error.code === 'EEXIST') throw error
      fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL)
    }
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function tryRemove(file) {
  try {
    fs.unlinkSync(file)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

// Two may find the same dead holder: who renames a lock that has meanwhile become a held one puts it back.
function removeIfStill(file, stale) {
  const aside = `${file}.stale.${process.pid}`
  try {
    fs.renameSync(file, aside)
  } catch (error) {
    if (error.code === 'ENOENT') return
    throw error
  }
  if (read(aside) !== stale) tryLink(aside, file)
  tryRemove(aside)
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function startOf(pid) {
  if (process.platform === 'linux')
    return (
      read(`/proc/${pid}/stat`)
        .replace(/^[\s\S]*\) /, '')
        .split(' ')[19] || ''
    )
  if (process.platform === 'win32') return ''
  const asked = childProcess.spawnSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' })
  return (asked.stdout || '').replace(/\s/g, '')
}

function run(program, words, environment) {
  const child = childProcess.spawn(program, words, { stdio: 'inherit', env: environment })
  // The terminal gives Ctrl-C and its closing to the child as well, and npm repeats them to this process: only what
  // this process alone was sent is passed on, and once.
  const fromTerminal = process.stdin.isTTY ? ['SIGINT', 'SIGHUP', 'SIGQUIT'] : []
  const passedAt = {}
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2']
  for (const signal of signals) {
    process.on(signal, () => {
      const isRepeated = Date.now() - (passedAt[signal] || 0) < 1000
      if (fromTerminal.indexOf(signal) >= 0 || isRepeated) return
      passedAt[signal] = Date.now()
      child.kill(signal)
    })
  }
  // npm signals its shell, which dies of it without a word to this process.
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 300)
  if (!process.env.npm_lifecycle_event) clearInterval(watch)
  child.on('error', (error) => {
    console.error(`${program} cannot be run: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (signal === null) return process.exit(code)
    for (const one of signals) process.removeAllListeners(one)
    // Ending by the same signal tells the shell; where that does not end a process, the number it would show does.
    process.kill(process.pid, signal)
    setTimeout(() => {
      process.exit(128 + (os.constants.signals[signal] || 0))
    }, 100)
  })
}
