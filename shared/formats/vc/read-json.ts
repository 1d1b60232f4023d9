import { done, type Outcome, type Problem, refused } from '../../problem.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonMembers;
export interface JsonMembers {
  readonly [key: string]: JsonValue;
}

const DEEPEST = 64;
const LARGEST = 16 * 1024 * 1024;
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/g;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Reads a payload that two readers cannot understand differently (I-JSON, RFC 7493 clause 2).
 * Problems: `payload.malformed` for what is not one JSON object in UTF-8, is too large or too deep; `payload.key-twice`
 * with `key` for a member given twice, of which one reader would believe the first and another the last.
 */
export function readPayload(bytes: Uint8Array): Outcome<JsonMembers> {
  if (bytes.length > LARGEST) return refused({ code: 'payload.malformed' });
  let text: string;
  let value: JsonValue;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text) as JsonValue;
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError) {
      return refused({ code: 'payload.malformed' });
    }
    throw cause;
  }
  const problem = ambiguity(text);
  if (problem) return refused(problem);
  return isMembers(value) ? done(value) : refused({ code: 'payload.malformed' });
}

export function isMembers(value: JsonValue | undefined): value is JsonMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Walks over the tokens of a text that is known to be JSON. */
function ambiguity(text: string): Problem | undefined {
  /** The keys of each object that is open; undefined for an array. */
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : undefined);
      if (open.length > DEEPEST) return { code: 'payload.malformed' };
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token.startsWith('"')) {
      // Text decoded from UTF-8 has a lone surrogate only where an escape makes one.
      const escaped = token.includes('\\');
      const string = escaped ? (JSON.parse(token) as string) : token.slice(1, -1);
      if (escaped && LONE_SURROGATE.test(string)) return { code: 'payload.malformed' };
      // A key stands after `{` or after a `,` within an object.
      const keys = open.at(-1);
      if (keys && (last === '{' || last === ',')) {
        if (keys.has(string)) return { code: 'payload.key-twice', facts: { key: string } };
        keys.add(string);
      }
    }
    last = token;
  }
  return undefined;
}
