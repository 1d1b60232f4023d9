import type { Engine } from '../engine.ts';
import { isLanguage, type Language } from '../language.ts';
import { joinBytes } from '../sealing/bytes.ts';
import { COMMITMENT_REASONS } from '../sealing/commitment.ts';
import type { Seal } from '../sealing/seal.ts';
import type { Timestamper } from '../sealing/timestamp.ts';
import { prepareXmlSealer } from '../sealing/xades.ts';
import { canonicalise } from '../verifying/xml/canonicalise.ts';
import { parseXml } from '../verifying/xml/parse.ts';
import { readSignature } from '../verifying/xml/signature.ts';
import type { ElementNode } from '../verifying/xml/tree.ts';
import type { Cosigner } from './cosigner.ts';

const utf8 = new TextEncoder();
const CLOSING = /<\/[^<>]+>\s*$/;

/**
 * Puts a second XAdES beside the first. Both leave every seal of the document out of what they digest (XPath filter), so
 * neither breaks the other and their order means nothing; a seal that leaves out only itself has room for none.
 */
export function prepareXmlCosigner(seal: Seal, engine: Engine, timestamper?: Timestamper): Cosigner {
  const sealer = prepareXmlSealer(seal, engine, timestamper, { joint: true, commitment: 'approval' });
  return {
    async add(sealed, { at }) {
      const document = parseXml(sealed);
      const text = new TextDecoder().decode(sealed);
      const seals = document.signatures.filter(({ parent }) => parent === document.root);
      const [first] = seals;
      if (!first || !seals.every(leavesRoom)) return 'no-room';
      const canonical = canonicalise(
        { apex: document, except: new Set(document.signatures), comments: false },
        { kind: 'exclusive', comments: false },
      );
      const signature = await sealer.sign(utf8.encode(canonical), {
        at,
        // An Id of its own: the first one's with the number of this seal.
        id: `${(readSignature(first).id ?? 'seal').replace(/^seal-/, '')}-${seals.length + 1}`,
        mediaType: 'text/xml',
        reason: COMMITMENT_REASONS.approval[languageOf(text)],
      });
      const end = text.search(CLOSING);
      if (end < 0) return 'no-room';
      return joinBytes(utf8.encode(text.slice(0, end)), signature, utf8.encode(text.slice(end)));
    },
  };
}

/** The first that the document names, which is its primary one. */
function languageOf(text: string): Language {
  const [, tag = ''] = /\bxml:lang="([a-z]{2})/.exec(text) ?? [];
  return isLanguage(tag) ? tag : 'en';
}

function leavesRoom(element: ElementNode): boolean {
  const { references } = readSignature(element);
  const whole = references.find(({ uri }) => uri === '');
  return whole?.transforms.some(({ kind }) => kind === 'without-seals') ?? false;
}
