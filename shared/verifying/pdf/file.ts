import type { Engine } from '../../engine.ts';
import { type CrossReference, type Place, readCrossReference } from './cross-reference.ts';
import { decodedStream } from './filter.ts';
import { PdfReader } from './reader.ts';
import { isDict, NotPdf, type PdfDict, PdfRef, PdfStream, type PdfValue } from './value.ts';

/**
 * A PDF as a viewer sees it: its objects by the cross-reference alone (ISO 32000-2 clause 7.5). Objects are read when
 * they are asked for. Every method throws `NotPdf` where the file contradicts itself.
 */
export interface PdfFile {
  readonly bytes: Uint8Array;
  readonly crossReference: CrossReference;
  readonly catalog: PdfDict;
  /** The value itself, or what a reference leads to; null for an object that is absent (clause 7.3.10). */
  resolve(value: PdfValue | undefined): PdfValue;
  /** `resolve`, or undefined for anything but a dictionary. */
  dict(value: PdfValue | undefined): PdfDict | undefined;
  content(stream: PdfStream): Uint8Array;
}

/** References to references occur in no honest file; the bound ends circles. */
const LONGEST_CHAIN = 8;
const MOST_PACKED = 100_000;

export function openPdf(bytes: Uint8Array, engine: Engine): PdfFile {
  const crossReference = readCrossReference(bytes, engine);
  const read = new Map<number, PdfValue>();
  const unpacked = new Map<number, readonly (readonly [number, PdfValue])[]>();
  const reading = new Set<number>();

  function object(number: number, generation: number): PdfValue {
    const known = read.get(number);
    if (known !== undefined) return known;
    const place = crossReference.places.get(number);
    if (!place || place.kind === 'free') return null;
    if (reading.has(number)) throw new NotPdf('an object inside itself');
    reading.add(number);
    const value = place.kind === 'offset' ? at(number, generation, place) : packed(number, place);
    reading.delete(number);
    read.set(number, value);
    return value;
  }

  function at(number: number, generation: number, place: Place & { kind: 'offset' }): PdfValue {
    if (place.generation !== generation) return null;
    const found = new PdfReader(bytes, place.offset).indirect((length) => resolve(length));
    // Somebody else's object at the place: then every reader repairs the file in its own way.
    if (found.number !== number || found.generation !== generation)
      throw new NotPdf('another object stands there');
    return found.value;
  }

  /** Clause 7.5.7. */
  function packed(number: number, { stream, index }: Place & { kind: 'packed' }): PdfValue {
    let objects = unpacked.get(stream);
    if (!objects) {
      objects = unpack(object(stream, 0));
      unpacked.set(stream, objects);
    }
    const entry = objects[index];
    if (entry?.[0] !== number) throw new NotPdf('another object stands there');
    return entry[1];
  }

  function unpack(stream: PdfValue): readonly (readonly [number, PdfValue])[] {
    if (!(stream instanceof PdfStream)) throw new NotPdf('no object stream');
    const [count, first] = [resolve(stream.dict.get('N')), resolve(stream.dict.get('First'))];
    if (typeof count !== 'number' || typeof first !== 'number' || count > MOST_PACKED) throw new NotPdf('N');
    const content = decodedStream(stream, engine);
    const head = new PdfReader(content);
    return Array.from({ length: count }, () => {
      const number = head.integer();
      return [number, new PdfReader(content, first + head.integer()).value()] as const;
    });
  }

  function resolve(value: PdfValue | undefined): PdfValue {
    let found = value ?? null;
    for (let step = 0; found instanceof PdfRef; step++) {
      if (step === LONGEST_CHAIN) throw new NotPdf('references in a circle');
      found = object(found.number, found.generation);
    }
    return found;
  }

  function dict(value: PdfValue | undefined): PdfDict | undefined {
    const found = resolve(value);
    return isDict(found) ? found : undefined;
  }

  const catalog = dict(crossReference.trailer.get('Root'));
  if (!catalog) throw new NotPdf('no catalogue');
  return {
    bytes,
    crossReference,
    catalog,
    resolve,
    dict,
    content: (stream) => decodedStream(stream, engine),
  };
}
