import type { Engine } from '../../engine.ts';
import { checkCms } from '../cms.ts';
import { digestOf } from '../digest.ts';
import { caught, type Integrity, type IntegrityProven, Refusal } from '../integrity.ts';
import { signatureTimestamps } from '../timestamp-level.ts';
import { checkXml } from '../xml/check.ts';
import { filesListed, readManifest } from './manifest.ts';
import { byUri, fileNamed } from './name.ts';
import type { Container } from './open.ts';

/** More than anybody puts into one container; each costs digests of all files. */
const MOST_SEALS = 16;
const XADES = /^META-INF\/[^/]*signatures[^/]*\.xml$/i;
const CADES = /^META-INF\/[^/]*signature[^/]*\.p7[sm]$/i;
const MANIFEST = /^META-INF\/ASiCManifest[^/]*\.xml$/i;
const STAMP = /^META-INF\/[^/]*timestamp[^/]*\.tst$/i;

/** One seal of a container, and the names of the files it is over. */
interface ContainerSeal {
  readonly proven: IntegrityProven;
  readonly covered: ReadonlySet<string>;
}

/**
 * Tests an ASiC container under all its seals: XAdES with the names of the files it refers to, CAdES over the one file
 * (ASiC-S) or over a manifest that lists files by their digests (ASiC-E). Every seal has to be over every data file: of
 * one that leaves some out nobody could be shown what it is over.
 * @returns as payload the one data file, or nothing where there are several.
 */
export function checkContainer({ data, meta }: Container, engine: Engine): Promise<Integrity> {
  return caught(async () => {
    const named = (pattern: RegExp) => [...meta].filter(([name]) => pattern.test(name));
    const [xades, cades] = [named(XADES), named(CADES)];
    if (xades.length + cades.length === 0) {
      // Time-stamps alone (clause 4.3.3.2) say when, and not who.
      throw named(STAMP).length > 0
        ? new Refusal('GENERIC', 'not-judged')
        : new Refusal('FORMAT_FAILURE', 'not-sealed');
    }
    if (xades.length + cades.length > MOST_SEALS) throw new Refusal('GENERIC', 'not-judged');
    if (data.size === 0) throw new Refusal('SIGNED_DATA_NOT_FOUND', 'data-elsewhere');
    const seals: ContainerSeal[] = [];
    for (const [, bytes] of xades) seals.push(...(await checkXades(bytes, data, engine)));
    for (const [name, bytes] of cades) {
      seals.push(await checkCades(name, bytes, { data, manifests: named(MANIFEST) }, engine));
    }
    if (seals.some(({ covered }) => covered.size < data.size)) {
      throw new Refusal('SIG_CONSTRAINTS_FAILURE', 'not-whole-file');
    }
    const [first, ...others] = seals;
    if (!first) throw new Refusal('FORMAT_FAILURE', 'not-sealed');
    const [only, second] = data.values();
    return {
      ...first.proven,
      payload: only && !second ? only : new Uint8Array(),
      warnings: [...new Set(seals.flatMap(({ proven }) => proven.warnings))],
      ...(others.length > 0 && { further: others.map(({ proven }) => proven) }),
    };
  });
}

async function checkXades(
  bytes: Uint8Array,
  data: ReadonlyMap<string, Uint8Array>,
  engine: Engine,
): Promise<readonly ContainerSeal[]> {
  const integrity = await checkXml(bytes, engine, byUri(data));
  if (!integrity.ok) throw new Refusal(integrity.subIndication, integrity.reason, integrity.facts);
  const { further = [], ...first } = integrity;
  return [first, ...further].map((seal) => ({
    proven: { ...first, ...seal },
    covered: new Set((seal.beside ?? []).flatMap((uri) => fileNamed(uri, data) ?? [])),
  }));
}

interface Beside {
  readonly data: ReadonlyMap<string, Uint8Array>;
  readonly manifests: readonly (readonly [name: string, bytes: Uint8Array])[];
}

async function checkCades(
  name: string,
  der: Uint8Array,
  { data, manifests }: Beside,
  engine: Engine,
): Promise<ContainerSeal> {
  const own = manifests
    .map(([, bytes]) => ({ bytes, manifest: readManifest(bytes) }))
    .filter(({ manifest }) => fileNamed(manifest.signature, new Map([[name, der]])) === name);
  const [listing, second] = own;
  if (second) throw new Refusal('FORMAT_FAILURE', 'structure-suspicious');
  const [[only, file] = ['', undefined], another] = [...data];
  const signed = listing?.bytes ?? (another ? undefined : file);
  if (!signed) throw new Refusal('SIGNED_DATA_NOT_FOUND', 'data-elsewhere');
  const cms = await checkCms(der, (hash) => digestOf(engine, hash, signed), engine);
  const { timestamps, warnings } = await signatureTimestamps(cms.timestamps, cms.signature, engine);
  return {
    proven: {
      ok: true,
      ...{ signer: cms.signer, others: cms.others, claimedAt: cms.claimedAt },
      level: cms.claimedAt && (timestamps.length > 0 ? 'CAdES-BASELINE-T' : 'CAdES-BASELINE-B'),
      timestamps,
      payload: new Uint8Array(),
      covers: 'enclosed',
      warnings: [...(cms.unsignedAttributes ? (['unsigned-properties'] as const) : []), ...warnings],
    },
    covered: listing ? filesListed(listing.manifest, data, engine) : new Set([only]),
  };
}
