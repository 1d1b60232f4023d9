/**
 * What a package needs besides the built program: the icon in every size from its one source, the licences of what is
 * inside, a bill of materials (CycloneDX), and the command line's launchers, completions and manual. Everything goes into
 * dist/, which is not kept in git.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import manifest from '../../package.json' with { type: 'json' };
import { completionFor, type ShellName } from '../cli/shell/completions.ts';
import { manualPage } from '../cli/shell/manual.ts';
import { licenceOf, type Shipped, shippedFrom } from './shipped.ts';

const ICON_SIZES = [16, 32, 48, 64, 128, 256, 512, 1024] as const;
const root = join(import.meta.dirname, '../..');
const resources = join(root, 'dist/resources');
const notices = join(root, 'dist/notices');

/** As `npm sbom` writes it (CycloneDX 1.5). */
interface Bill {
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp: string; readonly component: object };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/** What a package says in words only: its code, and the W3C's contexts in it. */
const TOLD_IN_WORDS: Readonly<Record<string, string>> = {
  '@digitalbazaar/credentials-context': 'BSD-3-Clause AND W3C-20150513',
};

interface Component {
  readonly 'bom-ref': string;
  readonly scope?: string;
  readonly properties?: readonly object[];
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

/**
 * What npm knows of the packages that ship. Neither time nor number is kept: two builds of one checkout are the same.
 */
function writeBill(shipped: readonly Shipped[]): readonly Component[] {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const told = execFileSync('npm', words, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const { serialNumber: _, metadata, components, dependencies, ...bill } = JSON.parse(told) as Bill;
  const { timestamp: __, component, ...made } = metadata;
  const refs = new Set(shipped.map(({ name, version }) => `${name}@${version}`));
  const known = new Map(components.map((each) => [each['bom-ref'], each]));
  const inside = shipped.flatMap(({ name, version }): readonly Component[] => {
    const found = known.get(`${name}@${version}`);
    const expression = TOLD_IN_WORDS[name];
    return found ? [{ ...found, ...(expression && { licenses: [{ expression }] }) }] : [];
  });
  const whole = {
    ...bill,
    // npm takes the name from the folder that the checkout lies in.
    metadata: { ...made, component: { ...component, name: manifest.name, type: 'application' } },
    components: inside.map(({ scope: ___, properties: ____, ...each }) => each),
    dependencies: dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) })),
  };
  writeFileSync(join(notices, 'sbom.cdx.json'), `${JSON.stringify(whole, undefined, 2)}\n`);
  return inside;
}

function writeLicences(shipped: readonly Shipped[], components: readonly Component[]): void {
  const told = new Map(components.map(({ licenses = [], ...each }) => [each['bom-ref'], licenses]));
  const texts = shipped.map(({ name, version, path }) => {
    const licenses = told.get(`${name}@${version}`) ?? [];
    const named = licenses.map(({ license, expression }) => license?.id ?? expression ?? '').join(', ');
    return `${name} ${version} (${named})\n\n${licenceOf(join(root, path))}`;
  });
  writeFileSync(join(notices, 'THIRD-PARTY.txt'), texts.join(`\n\n${'-'.repeat(80)}\n\n`));
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
const shipped = shippedFrom(root);
writeLicences(shipped, writeBill(shipped));
