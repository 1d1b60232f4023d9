#!/usr/bin/env node
/**
 * Stands where electron-builder calls fpm, which cannot be had without a network: lays out the tree it is told to pack, and
 * makes a deb of it with dpkg-deb. Of an rpm it lays out the tree alone. The trees stay under SEALWRIGHT_TREES.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FLAGS = ['--force'];
const told = {};
const depends = [];
const sources = [];
for (let words = process.argv.slice(2); words.length > 0; ) {
  const [word, value, ...rest] = words;
  if (!word.startsWith('-')) sources.push(word.split('='));
  else if (word === '-d' || word === '--depends') depends.push(value);
  else if (!FLAGS.includes(word)) told[word] = value;
  words = word.startsWith('-') && !FLAGS.includes(word) ? rest : words.slice(1);
}

const kind = told['-t'];
const tree = join(process.env.SEALWRIGHT_TREES, kind);
rmSync(tree, { recursive: true, force: true });
for (const [from, to] of sources) {
  mkdirSync(dirname(join(tree, to)), { recursive: true });
  cpSync(from, join(tree, to), { recursive: true, verbatimSymlinks: true });
}
if (kind === 'deb') {
  mkdirSync(join(tree, 'DEBIAN'));
  const fields = {
    Package: told['--name'],
    Version: told['--version'],
    Architecture: told['--architecture'],
    Maintainer: told['--maintainer'],
    Homepage: told['--url'],
    Depends: depends.join(', '),
    Description: told['--description'],
  };
  const control = Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`);
  writeFileSync(join(tree, 'DEBIAN/control'), control.join(''));
  cpSync(told['--after-install'], join(tree, 'DEBIAN/postinst'));
  cpSync(told['--after-remove'], join(tree, 'DEBIAN/postrm'));
  execFileSync('chmod', ['755', join(tree, 'DEBIAN/postinst'), join(tree, 'DEBIAN/postrm')]);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, told['--package']]);
}
