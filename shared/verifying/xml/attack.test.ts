import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { nodeEngine } from '../../../electron/engine.ts';
import { encodeBase64 } from '../../sealing/base64.ts';
import { makeSampleSeal, type SampleSeal } from '../../sealing/sample-seal.ts';
import { prepareXmlSealer } from '../../sealing/xades.ts';
import { writeCanonical, type XmlElement } from '../../sealing/xml.ts';
import { checkXml, sealsOf } from './check.ts';
import { parseXml } from './parse.ts';
import { canonicalBytes } from './reference.ts';
import { readSignature } from './signature.ts';

/*
 * Signature wrapping (McIntosh and Austel 2005; Somorovsky and others 2012) against documents that were honestly sealed
 * by the Id of their root, as others' programs do; what a reader would show is never what was not sealed.
 */
const facts = { at: '2026-06-01T08:00:00Z', id: 'urn:uuid:0f0e', mediaType: 'text/xml' };
const root: XmlElement = {
  name: 'elmo',
  namespaces: { '': 'urn:elmo' },
  attributes: { Id: 'doc' },
  children: [{ name: 'ects', children: ['5'] }],
};
const ENVELOPED = 'Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"';

let by: SampleSeal;
/** Sealed by URI="", and by URI="#doc". */
let whole: string;
let named: string;

before(async () => {
  by = await makeSampleSeal('ES256');
  whole = new TextDecoder().decode(await prepareXmlSealer(by, nodeEngine).seal(root, facts));
  named = await signedAgain(whole.replace('URI=""', 'URI="#doc"'));
});

/** The same, its SignedInfo signed as it now is: what an honest but careless signer would have made. */
async function signedAgain(text: string): Promise<string> {
  const [element] = sealsOf(parseXml(new TextEncoder().encode(text)));
  const info = /<ds:SignedInfo.*<\/ds:SignedInfo>/s.exec(text)?.[0] ?? '';
  // Only what signs is read here, so that a transform which is refused can be signed all the same.
  const plain = text.replace(/<ds:Transforms>.*?<\/ds:Transforms>/gs, '');
  const { form } = readSignature(sealsOf(parseXml(new TextEncoder().encode(plain)))[0]);
  const signedInfo = element.children.find(
    (child) => child.kind === 'element' && child.local === 'SignedInfo',
  );
  assert.ok(info && signedInfo?.kind === 'element');
  const value = await by.sign(canonicalBytes({ apex: signedInfo, comments: true }, form));
  return text.replace(/(<ds:SignatureValue[^>]*>)[^<]*/, `$1${encodeBase64(value)}`);
}

const signatureIn = (text: string) => /<ds:Signature .*<\/ds:Signature>/s.exec(text)?.[0] ?? assert.fail();
const propertiesIn = (text: string) =>
  /<xades:SignedProperties .*<\/xades:SignedProperties>/s.exec(text)?.[0] ?? assert.fail();
const XADES_SCOPE =
  'xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
const bare = (text: string) => text.replace(/^<\?xml[^>]*\?>\s*/, '');
const evil = (inside: string, attributes = '') =>
  `<elmo xmlns="urn:elmo"${attributes}><ects>300</ects>${bare(inside)}</elmo>`;
const withObject = (text: string, content: string) =>
  text.replace('</ds:Signature>', `<ds:Object>${content}</ds:Object></ds:Signature>`);
/** The sealed root without its seal. */
const original = () => writeCanonical(root);

const WRAPPED: Readonly<Record<string, () => string>> = {
  'the sealed root below a false one': () => evil(named),
  'the sealed root below a false one of the same Id': () => evil(named, ' Id="doc"'),
  'the seal in a false root, the sealed one beside it': () => evil(`${original()}${signatureIn(named)}`),
  'the seal in a false root, the sealed one before it and of the same Id': () =>
    evil(`${original()}${signatureIn(named)}`, ' Id="doc"'),
  'the sealed root moved into an Object of the seal': () => evil(withObject(signatureIn(named), original())),
  'the same, the false root with the Id too': () =>
    evil(withObject(signatureIn(named), original()), ' Id="doc"'),
  'the sealed root moved into KeyInfo': () =>
    evil(signatureIn(named).replace('</ds:KeyInfo>', `${original()}</ds:KeyInfo>`)),
  ...Object.fromEntries(
    ['ID="doc"', 'id="doc"', 'xml:id="doc"'].map((attribute) => [
      `a false root that calls itself ${attribute}`,
      () => evil(`${original()}${signatureIn(named)}`, ` ${attribute}`),
    ]),
  ),
  ...Object.fromEntries(
    ['x:Id="doc" xmlns:x="urn:x"', 'AssertionID="doc"', 'iD="doc"'].map((attribute) => [
      `a false root with ${attribute}, which is no Id`,
      () => evil(`${original()}${signatureIn(named)}`, ` ${attribute}`),
    ]),
  ),
  'xml:id against Id on the sealed root': () => named.replace('<elmo ', '<elmo xml:id="other" '),
  'the Id of the root is another’s too': () => named.replace('<ects>', '<ects Id="doc">'),
  'an Object of the Id of the root': () =>
    named.replace('</ds:Signature>', '<ds:Object Id="doc"><ects>300</ects></ds:Object></ds:Signature>'),
  'the seal of the whole in a false root, the sealed one in an Object': () =>
    evil(withObject(signatureIn(whole), original())),
  'an Object beside the properties': () => withObject(whole, evil('')),
  'something beside the properties in their Object': () =>
    whole.replace('</xades:QualifyingProperties>', `</xades:QualifyingProperties>${evil('')}`),
  'the properties twice, of one Id': () => whole.replace(propertiesIn(whole), propertiesIn(whole).repeat(2)),
  'other properties before the signed ones': () => {
    const later = propertiesIn(whole)
      .replace('T08:', 'T09:')
      .replace(/ Id="[^"]*"/, '');
    return whole.replace(propertiesIn(whole), `${later}${propertiesIn(whole)}`);
  },
  'the signed properties in an Object of their own, others in their place': () => {
    const later = propertiesIn(whole)
      .replace('T08:', 'T09:')
      .replace(/ Id="[^"]*"/, '');
    const moved = propertiesIn(whole).replace('Properties ', `Properties ${XADES_SCOPE} `);
    return withObject(whole.replace(propertiesIn(whole), later), moved);
  },
  'the signed properties in the document, others in their place': () => {
    const later = propertiesIn(whole)
      .replace('T08:', 'T09:')
      .replace(/ Id="[^"]*"/, '');
    const moved = propertiesIn(whole).replace('Properties ', `Properties ${XADES_SCOPE} `);
    return whole.replace(propertiesIn(whole), later).replace('</ects>', `</ects>${moved}`);
  },
  'two properties for two targets': () => {
    const all =
      /<xades:QualifyingProperties .*<\/xades:QualifyingProperties>/s.exec(whole)?.[0] ?? assert.fail();
    return whole.replace(all, `${all}${all.replace(/ Id="[^"]*"/g, '')}`);
  },
  'the properties of another target': () => whole.replace(/Target="#[^"]*"/, 'Target="#other"'),
  'a second seal, empty': () =>
    whole.replace(
      '</elmo>',
      '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature></elmo>',
    ),
  'two SignedInfo': () => {
    const info = /<ds:SignedInfo.*<\/ds:SignedInfo>/s.exec(whole)?.[0] ?? assert.fail();
    return whole.replace(info, `${info}${info}`);
  },
  'two SignatureValue': () => {
    const value = /<ds:SignatureValue.*<\/ds:SignatureValue>/s.exec(whole)?.[0] ?? assert.fail();
    return whole.replace(value, `${value}${value}`);
  },
  'an entity of the file’s own': () =>
    whole.replace('<elmo', '<!DOCTYPE elmo [<!ENTITY five "5">]><elmo').replace('>5<', '>&five;<'),
  'an Id by an attribute list': () =>
    whole.replace('<elmo', '<!DOCTYPE elmo [<!ATTLIST ects key ID #IMPLIED>]><elmo'),
  'an entity nobody has declared': () => whole.replace('>5<', '>&five;<'),
  'an entity in an attribute': () => named.replace('Id="doc"', 'Id="&doc;"'),
  'an instruction beside the root that restyles it': () =>
    named.replace('<elmo', '<?xml-stylesheet type="text/xsl" href="#s"?><elmo'),
  'a comment in the middle of the signature value': () =>
    whole.replace(/(<ds:SignatureValue[^>]*>.{20})/, '$1<!-- x --><x/>'),
};

const TRANSFORMS: Readonly<Record<string, string>> = {
  XSLT: '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/"><elmo/></xsl:template></xsl:stylesheet></ds:Transform>',
  'XPath that leaves the credits out':
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>not(ancestor-or-self::ects)</ds:XPath></ds:Transform>',
  'XPath that leaves all out':
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>0</ds:XPath></ds:Transform>',
  'XPath that leaves seals out, and more':
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>not(ancestor-or-self::ds:Signature) and not(ancestor-or-self::ects)</ds:XPath></ds:Transform>',
  'XPath whose prefix ds is another’s':
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><dsig:XPath xmlns:dsig="http://www.w3.org/2000/09/xmldsig#" xmlns:ds="urn:elmo">not(ancestor-or-self::ds:Signature)</dsig:XPath></ds:Transform>',
  'a filter that cuts the credits':
    '<ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2"><f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2" Filter="subtract">//ects</f:XPath></ds:Transform>',
  'a filter that keeps the seals alone':
    '<ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2"><f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2" Filter="intersect">//ds:Signature</f:XPath></ds:Transform>',
  XPointer: '<ds:Transform Algorithm="http://www.w3.org/2001/04/xmldsig-more/xptr"></ds:Transform>',
  XInclude: '<ds:Transform Algorithm="http://www.w3.org/2001/XInclude"></ds:Transform>',
  decryption: '<ds:Transform Algorithm="http://www.w3.org/2002/07/decrypt#XML"></ds:Transform>',
  base64: '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#base64"></ds:Transform>',
  'a transform without name': '<ds:Transform></ds:Transform>',
};

async function said(text: string): Promise<string> {
  const checked = await checkXml(new TextEncoder().encode(text), nodeEngine);
  return checked.ok ? `accepted ${new TextDecoder().decode(checked.payload)}` : checked.reason;
}

test('what the attacks are made of passes: sealed as a whole, and by the Id of the root', async () => {
  assert.equal(await said(whole), `accepted ${original()}`);
  assert.equal(await said(named), `accepted ${original()}`);
});

describe('a wrapped or doubled document is refused', () => {
  for (const [what, attack] of Object.entries(WRAPPED)) {
    test(what, async () => {
      const text = attack();
      assert.ok(text !== whole && text !== named);
      const answer = await said(text);
      assert.doesNotMatch(answer, /^accepted/);
    });
  }
});

describe('a transform that could hide something is refused, though honestly signed', () => {
  for (const [what, transform] of Object.entries(TRANSFORMS)) {
    test(what, async () => {
      const enveloped = new RegExp(`<ds:Transform ${ENVELOPED}(?:/>|></ds:Transform>)`);
      const changed = await signedAgain(whole.replace(enveloped, (found) => `${found}${transform}`));
      assert.ok(changed.includes(transform));
      const answer = await said(changed);
      assert.ok(['transform-refused', 'structure-suspicious'].includes(answer), answer);
    });
  }
});
