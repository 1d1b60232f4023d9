import type { Engine } from '../../engine.ts';
import { decodeBase64 } from '../../sealing/base64.ts';
import { sameBytes } from '../../sealing/bytes.ts';
import { DSIG } from '../../sealing/xades.ts';
import { digestOf } from '../digest.ts';
import { excerpt, Refusal } from '../integrity.ts';
import { digestNamed, SHA1 } from '../xml/algorithm.ts';
import { parseXml } from '../xml/parse.ts';
import { withoutSpace } from '../xml/signature.ts';
import { childrenNamed, type ElementNode, textOf } from '../xml/tree.ts';
import { fileNamed } from './name.ts';

const ASIC = 'http://uri.etsi.org/02918/v1.2.1#';

/** An ASiCManifest (ETSI EN 319 162-1 clause 4.4.4 and annex A.4) as far as judging needs it. */
export interface AsicManifest {
  /** Name of the file with the signature over the manifest. */
  readonly signature: string;
  readonly references: readonly ElementNode[];
}

/** @throws Refusal for what is no manifest. */
export function readManifest(bytes: Uint8Array): AsicManifest {
  const { root } = parseXml(bytes);
  if (root.uri !== ASIC || root.local !== 'ASiCManifest') throw new Refusal('FORMAT_FAILURE', 'format');
  const [signature, second] = childrenNamed(root, ASIC, 'SigReference');
  if (!signature || second) throw new Refusal('FORMAT_FAILURE', 'format');
  return { signature: uriOf(signature), references: childrenNamed(root, ASIC, 'DataObjectReference') };
}

/**
 * Names of the files that a manifest lists, each with the digest it has there.
 * @throws Refusal SIGNED_DATA_NOT_FOUND for a file that is not in the container, HASH_FAILURE for another one.
 */
export function filesListed(
  { references }: AsicManifest,
  data: ReadonlyMap<string, Uint8Array>,
  engine: Engine,
): ReadonlySet<string> {
  const listed = new Set<string>();
  for (const element of references) {
    const uri = uriOf(element);
    const name = fileNamed(uri, data);
    const bytes = name === undefined ? undefined : data.get(name);
    if (name === undefined || !bytes) {
      throw new Refusal('SIGNED_DATA_NOT_FOUND', 'data-elsewhere', { reference: excerpt(uri) });
    }
    const [method, value] = ['DigestMethod', 'DigestValue'].map(
      (local) => childrenNamed(element, DSIG, local)[0],
    );
    const hash = method && digestNamed(attribute(method, 'Algorithm'));
    const digest = value && decodeBase64(withoutSpace(textOf(value) ?? '!'), 'base64');
    if (!hash || !digest) throw new Refusal('FORMAT_FAILURE', 'format');
    if (!sameBytes(digestOf(engine, hash, bytes), digest)) {
      throw new Refusal('HASH_FAILURE', 'digest-differs', { reference: excerpt(uri) });
    }
    if (hash === 'SHA-1') {
      throw new Refusal('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm-refused', { algorithm: SHA1 });
    }
    listed.add(name);
  }
  return listed;
}

function uriOf(element: ElementNode): string {
  return attribute(element, 'URI');
}

function attribute(element: ElementNode, name: string): string {
  return element.attributes.find((one) => one.name === name)?.value ?? '';
}
