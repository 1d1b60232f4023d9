/**
 * What a package needs besides the built program: the icon in every size from its one source, the licences of what is
 * inside, a bill of materials (CycloneDX), and the command line's launchers, completions and manual. Everything goes into
 * dist/, which is not kept in git.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import manifest from '../../package.json' with { type: 'json' };
import { completionFor, type ShellName } from '../cli/shell/completions.ts';
import { manualPage } from '../cli/shell/manual.ts';

const ICON_SIZES = [16, 32, 48, 64, 128, 256, 512, 1024] as const;
const root = join(import.meta.dirname, '../..');
const resources = join(root, 'dist/resources');
const notices = join(root, 'dist/notices');

interface Component {
  readonly name: string;
  readonly group?: string;
  readonly version: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string };
    readonly expression?: string;
  }[];
}

function drawIcons(): void {
  const source = readFileSync(join(import.meta.dirname, 'icon.svg'), 'utf8');
  mkdirSync(join(resources, 'icons'), { recursive: true });
  for (const size of ICON_SIZES) {
    const png = new Resvg(source, { fitTo: { mode: 'width', value: size } }).render().asPng();
    writeFileSync(join(resources, 'icons', `${size}x${size}.png`), png);
    if (size === 1024) writeFileSync(join(resources, 'icon.png'), png);
  }
}

/** @returns the packages that ship, as npm knows them from the lockfile. */
function writeBill(): readonly Component[] {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
  const bill = execFileSync('npm', words, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  writeFileSync(join(notices, 'sbom.cdx.json'), bill);
  return (JSON.parse(bill) as { readonly components: readonly Component[] }).components;
}

function writeLicences(components: readonly Component[]): void {
  const texts = components
    .map((component) => ({
      ...component,
      path: component.group ? `${component.group}/${component.name}` : component.name,
    }))
    .sort((a, b) => a.path.localeCompare(b.path, 'en'))
    .map(({ path, version, licenses = [] }) => {
      const named = licenses.map(({ license, expression }) => license?.id ?? expression ?? '').join(', ');
      return `${path} ${version} (${named})\n\n${licenceOf(join(root, 'node_modules', path))}`;
    });
  writeFileSync(join(notices, 'THIRD-PARTY.txt'), texts.join(`\n\n${'-'.repeat(80)}\n\n`));
}

function licenceOf(folder: string): string {
  if (!existsSync(folder)) return 'Not installed on this system.';
  const name = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  return name ? readFileSync(join(folder, name), 'utf8').trim() : 'See the licence named above.';
}

/** Under the names by which each shell looks for them. */
const COMPLETIONS: Readonly<Record<ShellName, string>> = {
  bash: 'sealwright.bash',
  zsh: '_sealwright',
  fish: 'sealwright.fish',
  powershell: 'sealwright.ps1',
};

/** The launchers by system, the completions and the manual page, as electron-builder.yml takes them. */
function writeCommandLine(): void {
  const command = join(root, 'dist/command');
  const launchers = [
    ['sealwright.sh', 'linux/sealwright'],
    ['usr-bin-sealwright.sh', 'usr-bin/sealwright'],
    ['sealwright-mac.sh', 'mac/sealwright'],
    ['sealwright.cmd', 'win/sealwright.cmd'],
  ] as const;
  for (const [source, target] of launchers) {
    mkdirSync(join(command, target, '..'), { recursive: true });
    copyFileSync(join(import.meta.dirname, 'command', source), join(command, target));
    chmodSync(join(command, target), 0o755);
  }
  const shell = join(command, 'shell');
  mkdirSync(shell, { recursive: true });
  for (const [name, file] of Object.entries(COMPLETIONS) as [ShellName, string][])
    writeFileSync(join(shell, file), completionFor(name));
  writeFileSync(join(shell, 'sealwright.1'), manualPage(manifest.version));
}

mkdirSync(notices, { recursive: true });
copyFileSync(join(import.meta.dirname, 'hyphenation.txt'), join(notices, 'HYPHENATION.txt'));
drawIcons();
writeCommandLine();
writeLicences(writeBill());
