import * as asn1js from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  AttributeTypeAndValue,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  ExtKeyUsage,
  IssuerAndSerialNumber,
  MessageImprint,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { owned } from './bytes.ts';
import { DIGEST_OIDS, type Timestamper } from './timestamp.ts';

/*
 * Test data: a time-stamping authority in the process, made with pkijs and so by other hands than the reader's; no
 * product file imports it.
 */

export interface SampleAuthority {
  /** DER. */
  readonly root: Uint8Array;
  /** A TimeStampResp to a TimeStampReq, DER. */
  answer(query: Uint8Array, twist?: Twist): Promise<Uint8Array>;
  /** Answers and takes the token out, unchecked. */
  readonly timestamper: Timestamper;
}

/** What an authority may do wrong. */
export interface Twist {
  readonly status?: number;
  readonly digest?: Uint8Array;
  readonly nonce?: Uint8Array;
  /** Names another certificate than the one that signs. */
  readonly reference?: Uint8Array;
}

export interface SampleAuthorityOrder {
  /** The time stated. */
  readonly at: Date;
  readonly purposes?: readonly string[];
  readonly critical?: boolean;
  /** Of the authority's certificate. */
  readonly notAfter?: Date;
}

const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** A root and, issued by it, an authority whose certificate began with 2026. */
export async function makeSampleAuthority(order: SampleAuthorityOrder): Promise<SampleAuthority> {
  const { at, purposes = ['1.3.6.1.5.5.7.3.8'], critical = true } = order;
  const rootKeys = await crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const keys = await crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const basic = new asn1js.Sequence({ value: [new asn1js.Boolean({ value: true })] });
  const root = await certify('Sample time root', 1, rootKeys.publicKey, rootKeys.privateKey, [
    new Extension({ extnID: '2.5.29.19', critical: true, extnValue: basic.toBER(false) }),
  ]);
  const usage = new ExtKeyUsage({ keyPurposes: [...purposes] }).toSchema().toBER(false);
  const certificate = await certify(
    'Sample time authority',
    2,
    keys.publicKey,
    rootKeys.privateKey,
    [new Extension({ extnID: '2.5.29.37', critical, extnValue: usage })],
    order.notAfter,
  );

  async function answer(query: Uint8Array, twist: Twist = {}): Promise<Uint8Array> {
    const { messageImprint, nonce } = TimeStampReq.fromBER(owned(query));
    const { status = 0, digest } = twist;
    if (status > 1) {
      const words = [new asn1js.Utf8String({ value: 'not today' })];
      return der(new TimeStampResp({ status: new PKIStatusInfo({ status, statusStrings: words }) }));
    }
    const info = new TSTInfo({
      version: 1,
      policy: '1.3.6.1.4.1.13762.3',
      messageImprint: digest
        ? new MessageImprint({
            hashAlgorithm: messageImprint.hashAlgorithm,
            hashedMessage: new asn1js.OctetString({ valueHex: owned(digest).slice().buffer }),
          })
        : messageImprint,
      serialNumber: new asn1js.Integer({ value: 7 }),
      genTime: at,
      ...(nonce && {
        nonce: twist.nonce ? new asn1js.Integer({ valueHex: owned(twist.nonce).slice().buffer }) : nonce,
      }),
    });
    const token = await sign(der(info), certificate, keys.privateKey, twist.reference);
    const content = new ContentInfo({ contentType: SIGNED_DATA, content: token.toSchema(true) });
    return der(new TimeStampResp({ status: new PKIStatusInfo({ status }), timeStampToken: content }));
  }

  return {
    root: der(root),
    answer,
    timestamper: {
      async stamp(bytes) {
        const digest = await crypto.subtle.digest('SHA-256', owned(bytes));
        const hashAlgorithm = new AlgorithmIdentifier({ algorithmId: DIGEST_OIDS['SHA-256'] });
        const hashedMessage = new asn1js.OctetString({ valueHex: digest });
        const imprint = new MessageImprint({ hashAlgorithm, hashedMessage });
        const reply = await answer(der(new TimeStampReq({ version: 1, messageImprint: imprint })));
        const { timeStampToken } = TimeStampResp.fromBER(owned(reply));
        if (!timeStampToken) throw new Error('the sample authority gave no token');
        return der(timeStampToken);
      },
    },
  };
}

async function sign(
  info: Uint8Array,
  certificate: Certificate,
  key: CryptoKey,
  reference?: Uint8Array,
): Promise<SignedData> {
  const named = reference ?? der(certificate);
  const certHash = new asn1js.OctetString({ valueHex: await crypto.subtle.digest('SHA-256', owned(named)) });
  const sequence = (...value: asn1js.AsnType[]) => new asn1js.Sequence({ value });
  const attribute = (type: string, value: asn1js.AsnType) => new Attribute({ type, values: [value] });
  const digest = await crypto.subtle.digest('SHA-256', owned(info));
  const signedData = new SignedData({
    version: 3,
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: TST_INFO,
      eContent: new asn1js.OctetString({ valueHex: owned(info).slice().buffer }),
    }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({
          issuer: certificate.issuer,
          serialNumber: certificate.serialNumber,
        }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attribute('1.2.840.113549.1.9.3', new asn1js.ObjectIdentifier({ value: TST_INFO })),
            attribute('1.2.840.113549.1.9.4', new asn1js.OctetString({ valueHex: digest })),
            attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(certHash)))),
          ],
        }),
      }),
    ],
    certificates: [certificate],
  });
  await signedData.sign(key, 0, 'SHA-256');
  return signedData;
}

async function certify(
  name: string,
  serial: number,
  key: CryptoKey,
  signer: CryptoKey,
  extensions: Extension[],
  notAfter = new Date(Date.UTC(2036, 0, 1)),
): Promise<Certificate> {
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ value: serial });
  certificate.subject.typesAndValues.push(commonName(name));
  certificate.issuer.typesAndValues.push(commonName('Sample time root'));
  certificate.notBefore.value = new Date(Date.UTC(2026, 0, 1));
  certificate.notAfter.value = notAfter;
  certificate.extensions = extensions;
  await certificate.subjectPublicKeyInfo.importKey(key);
  await certificate.sign(signer, 'SHA-256');
  return certificate;
}

function commonName(text: string): AttributeTypeAndValue {
  return new AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1js.Utf8String({ value: text }) });
}

function der(value: { toSchema(encode?: boolean): asn1js.AsnType }): Uint8Array {
  return new Uint8Array(
    (value instanceof Certificate ? value.toSchema(true) : value.toSchema()).toBER(false),
  );
}
