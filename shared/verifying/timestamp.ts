import type { Engine } from '../engine.ts';
import { done, type Outcome, type ProblemCode, refused } from '../problem.ts';
import { sameBytes } from '../sealing/bytes.ts';
import type { Certificate } from '../sealing/certificate.ts';
import { NotDer } from '../sealing/der-reader.ts';
import { extensionsOf, strictly } from './certificate-parts.ts';
import { checkEnclosingCms, type EnclosingCms } from './cms.ts';
import { Refusal } from './integrity.ts';
import { type ProvenTimestamp, readTimestampInfo, type TimestampInfo } from './timestamp-info.ts';

const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** Authorities send a handful of certificates; what is longer is not read. */
const LARGEST_TOKEN = 64 * 1024;

/**
 * Tests a TimeStampToken (RFC 3161 clauses 2.3 and 2.4.2, RFC 5816): one signature that holds, by a certificate made for
 * nothing but time-stamping and valid at the time stated, over the imprint of `stamped`. Whom to trust is asked later.
 * Problems: `timestamp.unreadable`, `timestamp.imprint-differs`, `timestamp.signature-wrong`,
 * `timestamp.certificate-unfit`.
 */
export async function checkTimestamp(
  token: Uint8Array,
  stamped: Uint8Array | readonly Uint8Array[],
  engine: Engine,
): Promise<Outcome<ProvenTimestamp>> {
  if (token.length > LARGEST_TOKEN) return refused({ code: 'timestamp.unreadable' });
  let cms: EnclosingCms;
  let info: TimestampInfo;
  try {
    cms = await checkEnclosingCms(token, TST_INFO, engine);
    info = readTimestampInfo(cms.content);
  } catch (cause) {
    if (cause instanceof NotDer) return refused({ code: 'timestamp.unreadable' });
    if (cause instanceof Refusal) return refused({ code: codeOf(cause) });
    throw cause;
  }
  const { signer, others } = cms;
  if (
    !info.hash ||
    !sameBytes(engine.hash(info.hash, ...(stamped instanceof Uint8Array ? [stamped] : stamped)), info.digest)
  ) {
    return refused({ code: 'timestamp.imprint-differs' });
  }
  if (!stampsTime(signer) || info.at < signer.notBefore || info.at > signer.notAfter) {
    return refused({ code: 'timestamp.certificate-unfit' });
  }
  return done({ at: info.at, authority: signer, others, info });
}

function codeOf({ refused: { subIndication } }: Refusal): ProblemCode {
  switch (subIndication) {
    case 'FORMAT_FAILURE':
      return 'timestamp.unreadable';
    case 'NO_SIGNING_CERTIFICATE_FOUND':
    case 'SIG_CONSTRAINTS_FAILURE':
      return 'timestamp.certificate-unfit';
    default:
      return 'timestamp.signature-wrong';
  }
}

/** RFC 3161 clause 2.3: extKeyUsage "MUST be critical" and hold id-kp-timeStamping alone. */
function stampsTime({ der, ca, extendedKeyUsage, keyUsage }: Certificate): boolean {
  const [purpose, second] = extendedKeyUsage;
  if (ca || purpose !== TIME_STAMPING || second !== undefined) return false;
  const signs = keyUsage.includes('digitalSignature') || keyUsage.includes('nonRepudiation');
  if (keyUsage.length > 0 && !signs) return false;
  return strictly(() => extensionsOf(der).get(EXTENDED_KEY_USAGE)?.critical) === true;
}
