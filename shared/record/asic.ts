import { unzipSync, zipSync } from 'fflate';
import type { Engine } from '../engine.ts';
import { COMMITMENT_REASONS } from '../sealing/commitment.ts';
import type { Seal } from '../sealing/seal.ts';
import type { Timestamper } from '../sealing/timestamp.ts';
import { prepareXmlSealer } from '../sealing/xades.ts';

/** The one data file of the container. */
export const RECORD_FILE = 'record.json';
export const ASIC_MEDIA_TYPE = 'application/vnd.etsi.asic-e+zip';

const SIGNATURES_FILE = 'META-INF/signatures.xml';
const MANIFEST_FILE = 'META-INF/manifest.xml';
const utf8 = new TextEncoder();

/** What an archive unpacks may be no larger. */
const LARGEST_PART = 256 * 1024 * 1024;

/** ZIP keeps local time without a zone; the seal tells the time, so every container has the same. */
const ZIP_TIME = '1980-01-02T00:00:00';

/**
 * Makes ASiC-E containers with XAdES (ETSI EN 319 162-1 v1.1.1 clause 4.4): `mimetype` first and stored (annex A.1), the
 * data file, `META-INF/signatures.xml` whose detached XAdES refers to it by name (clause 4.4.2), and a manifest as
 * OpenDocument has it (clause 4.4.3.1).
 */
export function prepareContainer(seal: Seal, engine: Engine, timestamper?: Timestamper) {
  const sealer = prepareXmlSealer(seal, engine, timestamper, { detached: RECORD_FILE, commitment: 'origin' });
  return async (record: Uint8Array, { at, id }: { readonly at: string; readonly id: string }) => {
    const reason = COMMITMENT_REASONS.origin.en;
    const signature = await sealer.sign(record, { at, id, mediaType: 'application/json', reason });
    const signatures = `<?xml version="1.0" encoding="UTF-8"?>\n\
<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#">${new TextDecoder().decode(signature)}</asic:XAdESSignatures>`;
    return packContainer({ record, signatures: utf8.encode(signatures) });
  };
}

/** What a container holds: the record, and `META-INF/signatures.xml`. */
export interface Container {
  readonly record: Uint8Array;
  readonly signatures: Uint8Array;
}

/** `mimetype` first and stored, so that a reader knows by the first bytes what it has (EN 319 162-1 annex A.1). */
export function packContainer({ record, signatures }: Container): Uint8Array {
  return zipSync(
    {
      mimetype: [utf8.encode(ASIC_MEDIA_TYPE), { level: 0 }],
      [RECORD_FILE]: record,
      [SIGNATURES_FILE]: signatures,
      [MANIFEST_FILE]: utf8.encode(MANIFEST),
    },
    { mtime: ZIP_TIME },
  );
}

const MANIFEST = `<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">\
<manifest:file-entry manifest:full-path="/" manifest:media-type="${ASIC_MEDIA_TYPE}"/>\
<manifest:file-entry manifest:full-path="${RECORD_FILE}" manifest:media-type="application/json"/>\
</manifest:manifest>
`;

/** Undefined for anything but a container of this form: these four parts, each once, and no other. */
export function openContainer(bytes: Uint8Array): Container | undefined {
  const names: string[] = [];
  let parts: Readonly<Record<string, Uint8Array>>;
  try {
    parts = unzipSync(bytes, {
      filter({ name, originalSize }) {
        names.push(name);
        if (names.length > PARTS.length || originalSize > LARGEST_PART) throw new RangeError(name);
        return true;
      },
    });
  } catch {
    return undefined;
  }
  const [first] = names;
  const record = parts[RECORD_FILE];
  const signatures = parts[SIGNATURES_FILE];
  const type = new TextDecoder().decode(parts.mimetype);
  const same = [...names].sort().join('\n') === PARTS.join('\n');
  if (first !== 'mimetype' || type !== ASIC_MEDIA_TYPE || !same || !record || !signatures) return undefined;
  return { record, signatures };
}

const PARTS = ['mimetype', RECORD_FILE, SIGNATURES_FILE, MANIFEST_FILE].sort();
