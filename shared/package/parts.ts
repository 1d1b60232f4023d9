import type { Engine } from '../engine.ts';
import { decodeBase64, encodeBase64 } from '../sealing/base64.ts';
import type { JsonValue } from '../template/json.ts';
import { sha256 } from './manifest.ts';

/** Media types of what a template holds, with the ending of their files. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'font/ttf': 'ttf',
  'font/otf': 'otf',
};
const DATA_URL = /^data:([a-z+/-]+);base64,/;
/** In the place of what was taken out; no text of a template begins so, since it is no URL that one may hold. */
const PART = 'package:';

/** Takes pictures and fonts out of the JSON, each once, and leaves where they are. */
export function takeOut(
  json: JsonValue,
  engine: Engine,
): { readonly json: JsonValue; readonly parts: ReadonlyMap<string, Uint8Array> } {
  const parts = new Map<string, Uint8Array>();
  const left = throughout(json, (text) => {
    const [head = '', type = ''] = DATA_URL.exec(text) ?? [];
    const ending = ENDINGS[type];
    const bytes = ending === undefined ? undefined : decodeBase64(text.slice(head.length), 'base64');
    if (!bytes) return text;
    const path = `${type.startsWith('font/') ? 'fonts' : 'pictures'}/${sha256(bytes, engine).slice(0, 32)}.${ending}`;
    parts.set(path, bytes);
    return `${PART}${path}`;
  });
  return { json: left, parts };
}

/** The JSON with all of it inside again; undefined when a part is named that is not there. */
export function putBack(json: JsonValue, parts: ReadonlyMap<string, Uint8Array>): JsonValue | undefined {
  let whole = true;
  const back = throughout(json, (text) => {
    if (!text.startsWith(PART)) return text;
    const path = text.slice(PART.length);
    const bytes = parts.get(path);
    const [type] = Object.entries(ENDINGS).find(([, ending]) => path.endsWith(`.${ending}`)) ?? [];
    if (bytes && type !== undefined) return `data:${type};base64,${encodeBase64(bytes)}`;
    whole = false;
    return text;
  });
  return whole ? back : undefined;
}

function throughout(json: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof json === 'string') return change(json);
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map((each: JsonValue) => throughout(each, change));
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, throughout(value, change)]));
}
