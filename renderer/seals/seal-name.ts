import { nameOf } from '../ui/name-of.ts';

/** Where a seal's key lies. */
export type SealPlace = 'file' | 'token' | 'service';

export function placeOf(seal: string): SealPlace {
  if (/^pkcs11:/i.test(seal)) return 'token';
  return /^csc:/i.test(seal) ? 'service' : 'file';
}

/** What a clerk calls it: the file's name, what lies on which token, or whose service. */
export function sealName(seal: string): string {
  if (placeOf(seal) === 'token') {
    const part = (name: string) => decode(new RegExp(`[:;]${name}=([^;?]*)`).exec(seal)?.[1] ?? '');
    return [part('object'), part('token')].filter(Boolean).join(' · ') || seal;
  }
  return placeOf(seal) === 'service' ? (/^csc:https?:\/\/([^/?]+)/i.exec(seal)?.[1] ?? seal) : nameOf(seal);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
