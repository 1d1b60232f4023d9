import { done, type Outcome, refused } from '../../shared/problem.ts';

/** Where a key lies, in the parts of RFC 7512 that choose here; what is untold fits anything. */
export interface TokenAddress {
  /** Path of the token's own PKCS#11 library. */
  readonly module: string;
  readonly token?: string;
  readonly serial?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly slot?: number;
  /** CKA_LABEL of the key or of its certificate. */
  readonly object?: string;
  /** CKA_ID of both. */
  readonly id?: Uint8Array;
}

const SCHEME = 'pkcs11:';
const TEXTS = ['token', 'serial', 'manufacturer', 'model', 'object'] as const;
/** Long enough for every label and path; a longer address is something else. */
const LONGEST = 4096;

export function isTokenAddress(seal: string): boolean {
  return seal.toLowerCase().startsWith(SCHEME);
}

/**
 * Reads a PKCS#11 URI (RFC 7512), such as `pkcs11:token=Registry;object=seal?module-path=/usr/lib/softhsm/libsofthsm2.so`.
 * A PIN in it (`pin-value`, `pin-source`) is refused, since addresses are seen by others: in lists of processes, logs
 * and shell histories.
 * @returns `usage.value-wrong` naming the part, never its value, for anything unknown, given twice or unreadable.
 */
export function readTokenAddress(uri: string): Outcome<TokenAddress> {
  if (!isTokenAddress(uri) || uri.length > LONGEST) return wrong(SCHEME);
  const [path = '', query = ''] = uri.slice(SCHEME.length).split(/\?(.*)/s);
  const parts = [...path.split(';'), ...query.split('&')].filter((part) => part !== '');
  const told = new Map<string, Buffer>();
  for (const part of parts) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    const octets = unescaped(value);
    if (!octets || told.has(name)) return wrong(name);
    told.set(name, octets);
  }
  const text = (name: string) => told.get(name)?.toString('utf8');
  const slot = text('slot-id');
  if (slot !== undefined && !/^\d{1,10}$/.test(slot)) return wrong('slot-id');
  const type = text('type');
  if (type !== undefined && type !== 'private' && type !== 'cert') return wrong('type');
  const module = text('module-path');
  if (!module) return wrong('module-path');
  const known = new Set<string>([...TEXTS, 'id', 'slot-id', 'type', 'module-path']);
  for (const name of told.keys()) if (!known.has(name)) return wrong(name);
  const id = told.get('id');
  return done({
    module,
    ...Object.fromEntries(TEXTS.flatMap((name) => (told.has(name) ? [[name, text(name)]] : []))),
    ...(slot !== undefined && { slot: Number(slot) }),
    ...(id && { id: new Uint8Array(id) }),
  });
}

/** The octets that percent-encoding stands for; an id is any octets, not text. */
function unescaped(value: string): Buffer | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(value)) return undefined;
  const octets = Buffer.from(value, 'utf8').toString('latin1');
  const plain = octets.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

function wrong(part: string): Outcome<TokenAddress> {
  return refused({
    code: 'usage.value-wrong',
    facts: { option: '--seal pkcs11:', value: part.slice(0, 40) },
  });
}
