import type { Credential } from '../credential/credential.ts';
import type { Engine } from '../engine.ts';
import type { Certificate } from '../sealing/certificate.ts';
import { claimsOf, encodeClaims } from './claims.ts';
import { packProof } from './code-text.ts';
import { imitateSign1 } from './cose.ts';

/**
 * Bytes of a signature, and of a seal's certificate once packed as authorities issue them. The latter is an estimate: what
 * the seal's own takes is asked before anything is sealed with it.
 */
const SIZES = {
  'P-256': { signature: 64, certificate: 1100 },
  'P-384': { signature: 96, certificate: 1150 },
  'P-521': { signature: 132, certificate: 1200 },
  'RSA-2048': { signature: 256, certificate: 1600 },
  'RSA-3072': { signature: 384, certificate: 1750 },
  'RSA-4096': { signature: 512, certificate: 1900 },
} as const;

/** The key among those that a template's code may be drawn for: this one, or the next larger. */
export function codeKeyOf({ publicKey }: Pick<Certificate, 'publicKey'>): keyof typeof SIZES {
  const { kind, bits } = publicKey;
  if (kind === 'RSA') return bits <= 2048 ? 'RSA-2048' : bits <= 3072 ? 'RSA-3072' : 'RSA-4096';
  return bits <= 256 ? 'P-256' : bits <= 384 ? 'P-384' : 'P-521';
}

/** As a template's code has it. */
export interface CodeWanted {
  readonly holds?: 'proof' | 'certificate' | 'link';
  readonly verifyPage?: string;
  readonly sealKey?: keyof typeof SIZES;
}

/**
 * The text of a code before there is a seal: as long as a seal with such a key would make it, so that a code too small is
 * found at the drawing board. Whoever scans it reads that it is a preview.
 */
export function standInText(credential: Credential, code: CodeWanted, engine: Engine): string {
  const { holds = 'proof', sealKey = 'RSA-3072', verifyPage = 'https://' } = code;
  const { signature, certificate } = SIZES[sealKey];
  if (holds === 'certificate') return preview('MCC1:'.length + base45Length(certificate));
  const sign1 = imitateSign1(encodeClaims(claimsOf(credential)), signature, engine);
  const packed = packProof(sign1, engine).length;
  if (holds === 'proof') return preview('MC1:'.length + base45Length(packed));
  const fragment = preview('MC1.'.length + Math.ceil((4 * packed) / 3));
  return `${verifyPage}#${fragment.replaceAll(' ', '-')}`;
}

function base45Length(bytes: number): number {
  return 3 * (bytes >> 1) + 2 * (bytes & 1);
}

function preview(length: number): string {
  return 'PREVIEW '.repeat(Math.ceil(length / 8)).slice(0, length);
}
