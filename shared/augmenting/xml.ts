import type { Engine } from '../engine.ts';
import { encodeBase64 } from '../sealing/base64.ts';
import { DSIG, XADES, XADES_141 } from '../sealing/xades.ts';
import { EXCLUSIVE_C14N } from '../sealing/xml.ts';
import { joinValidationData, type ValidationData } from '../verifying/validation-data.ts';
import type { CanonicalForm } from '../verifying/xml/canonicalise.ts';
import { type OpenedSignature, openSignature, sealsOf } from '../verifying/xml/check.ts';
import { parseXml } from '../verifying/xml/parse.ts';
import { canonicalBytes } from '../verifying/xml/reference.ts';
import { childrenNamed, elementsOf } from '../verifying/xml/tree.ts';
import { archived } from '../verifying/xml/unsigned-properties.ts';
import { type Augmenter, CannotAugment, type FileToAugment } from './augmenter.ts';

/** XAdES (ETSI EN 319 132-1 clauses 5.3 to 5.5): properties are added behind those in UnsignedSignatureProperties. */
export const xmlAugmenter: Augmenter = {
  serves: 'seal',

  async stamp(file, timestamper, engine) {
    const { signature } = open(file, engine);
    const apex = signature.valueElement;
    const token = await timestamper.stamp(canonicalBytes({ apex, comments: true }, FORM));
    return withProperties(file, engine, (tag) => [timestamp(tag('SignatureTimeStamp'), tag, token)]);
  },

  prove(file, { seals, timestamps }, engine) {
    return withProperties(file, engine, (tag, present) => {
      const written = (data: ValidationData) =>
        `${certificateValues(data, tag)}${revocationValues(data, tag)}`;
      // Each "at most once" (clause 5.4); what is found later stands with the time-stamps (clause 5.5.1).
      const later = present('CertificateValues') || present('RevocationValues');
      const rest = written(later ? joinValidationData(seals, timestamps) : timestamps);
      const name = `xades141:TimeStampValidationData xmlns:xades141="${XADES_141}"`;
      return [later ? '' : written(seals), rest === '' ? '' : element(name, rest)];
    });
  },

  async archive(file, timestamper, engine) {
    const { signature, properties, digested } = open(file, engine);
    const { unsigned } = properties;
    const [ofSignature] = unsigned ? elementsOf(unsigned) : [];
    if (!ofSignature) throw new CannotAugment();
    const stamped = archived(signature, digested(), elementsOf(ofSignature), FORM);
    const token = await timestamper.stamp(stamped);
    const name = `xades141:ArchiveTimeStamp xmlns:xades141="${XADES_141}"`;
    return withProperties(file, engine, (tag) => [timestamp(name, tag, token)]);
  },
};

function open({ bytes, seal, beside }: FileToAugment, engine: Engine): OpenedSignature {
  const document = parseXml(bytes);
  const element = sealsOf(document)[seal];
  if (!element) throw new CannotAugment();
  return openSignature(element, document, engine, beside);
}

const FORM: CanonicalForm = { kind: 'exclusive', comments: false };

/** Writes a name of XAdES 1.3.2 with the prefix that the document has for it. */
type Tag = (name: string) => string;

/** @param start a start tag's name with its attributes, if any. */
function element(start: string, content: string): string {
  const [name = start] = start.split(' ');
  return `<${start}>${content}</${name}>`;
}

/** XAdESTimeStampType (clause 5.1.4.4.2). */
function timestamp(start: string, tag: Tag, token: Uint8Array): string {
  const method = `<ds:CanonicalizationMethod xmlns:ds="${DSIG}" Algorithm="${EXCLUSIVE_C14N}"></ds:CanonicalizationMethod>`;
  return element(start, `${method}${element(tag('EncapsulatedTimeStamp'), encodeBase64(token))}`);
}

/** Clause 5.4.1. */
function certificateValues({ certificates }: ValidationData, tag: Tag): string {
  if (certificates.length === 0) return '';
  const values = certificates.map((der) => element(tag('EncapsulatedX509Certificate'), encodeBase64(der)));
  return element(tag('CertificateValues'), values.join(''));
}

/** Clause 5.4.2. */
function revocationValues({ crls, ocsps }: ValidationData, tag: Tag): string {
  const list = (name: string, value: string, ders: readonly Uint8Array[]): string =>
    ders.length === 0
      ? ''
      : element(tag(name), ders.map((der) => element(tag(value), encodeBase64(der))).join(''));
  const inside = `${list('CRLValues', 'EncapsulatedCRLValue', crls)}${list('OCSPValues', 'EncapsulatedOCSPValue', ocsps)}`;
  return inside === '' ? '' : element(tag('RevocationValues'), inside);
}

/**
 * Writes properties into the text itself, so that every byte the seal or an earlier time-stamp is over stays as it was
 * written.
 */
function withProperties(
  file: FileToAugment,
  engine: Engine,
  write: (tag: Tag, present: (name: string) => boolean) => readonly string[],
): Uint8Array {
  const opened = open(file, engine);
  const { signedProperties, unsigned } = opened.properties;
  const { prefix } = signedProperties;
  const tag: Tag = (name) => (prefix === '' ? name : `${prefix}:${name}`);
  const [holder] = unsigned ? elementsOf(unsigned) : [];
  const present = (name: string) => holder !== undefined && childrenNamed(holder, XADES, name).length > 0;
  const added = write(tag, present).join('');
  if (added === '') return file.bytes;
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file.bytes);
  const at = placeIn(text, opened, tag);
  const whole = holder
    ? added
    : element(tag('UnsignedProperties'), element(tag('UnsignedSignatureProperties'), added));
  return new TextEncoder().encode(`${text.slice(0, at)}${whole}${text.slice(at)}`);
}

/** The end tag before or behind which properties go: the first behind the Id that only this signature has. */
function placeIn(text: string, { signature, properties }: OpenedSignature, tag: Tag): number {
  const { unsigned, signedProperties } = properties;
  const [holder] = unsigned ? elementsOf(unsigned) : [];
  if ((unsigned && !holder) || signature.id === undefined) throw new CannotAugment();
  const id = `Id="${signature.id}"`;
  const start = text.indexOf(id);
  const end = `</${holder ? tag('UnsignedSignatureProperties') : signedProperties.name}>`;
  const at = text.indexOf(end, start);
  if (start === -1 || text.indexOf(id, start + 1) !== -1 || at === -1) throw new CannotAugment();
  return holder ? at : at + end.length;
}
