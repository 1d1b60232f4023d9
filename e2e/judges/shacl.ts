import { judgeByReference } from './by-reference.ts';
import type { Spoil } from './finding.ts';

/** A name no shape and no context knows: `validFrol`, one bit and so one base64url character away. */
const UNKNOWN_TERM: Spoil = {
  name: 'a letter of a term of the payload',
  format: 'json',
  spoil(file) {
    const sealed = Buffer.from(file).toString();
    const payload = /"payload"\s*:\s*"([^"]+)"/.exec(sealed)?.[1];
    if (payload === undefined) throw new Error('Nothing to spoil: no payload');
    const bytes = Buffer.from(payload, 'base64url');
    const term = bytes.indexOf('"validFrom"');
    if (term < 0) throw new Error('Nothing to spoil: no validFrom');
    bytes.write('"validFrol"', term);
    return Buffer.from(sealed.replace(payload, bytes.toString('base64url')));
  },
};

/** pySHACL on the official shapes of the European Learning Model's application profiles, and what they leave open. */
export const shacl = judgeByReference({
  name: 'SHACL (ELM)',
  format: 'json',
  script: 'elm/validate.py',
  reference: 'elm',
  needs: 'shacl/EDC-generic-full.ttl',
  spoils: [UNKNOWN_TERM],
});
