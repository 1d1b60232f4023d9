import { filesOf, finding, type Judge } from './finding.ts';
import { each, missingCommand, run } from './program.ts';
import { sealSpoilsOf } from './spoil.ts';

const XADES = 'http://uri.etsi.org/01903/v1.3.2#';

/** xmlsec1: both references and the signature, the key only from a certificate trusted up to the given root. */
export const xmlsec: Judge = {
  name: 'xmlsec1',
  formats: ['xml'],
  missing: () => missingCommand('xmlsec1', 'xmlsec1'),
  spoils: sealSpoilsOf('xml'),
  judge: (batch) =>
    each(filesOf(batch, 'xml'), async (file) => {
      const order = ['--verify', '--trusted-pem', batch.root, '--enabled-key-data', 'x509'];
      order.push('--id-attr:Id', `${XADES}:SignedProperties`, file);
      const { code, out, err } = await run('xmlsec1', order);
      // Version 1.2 writes its result on standard error, 1.3 on standard output.
      const said = `${out}\n${err}`;
      const verified = code === 0 && /(^|\n)(OK|Verification status: OK)/.test(said);
      const both = /SignedInfo References \(ok\/all\): 2\/2/.test(said);
      if (verified && both) return finding(file, []);
      return finding(file, [`exit ${code}: ${said.trim().replaceAll('\n', ' ').slice(0, 400)}`]);
    }),
};
