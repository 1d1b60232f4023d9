import { judgeByReference } from './by-reference.ts';
import { ELEMENT_SPOIL } from './spoil.ts';

/** libxml2 on EMREX's official schema of ELMO 1.7. */
export const elmo = judgeByReference({
  name: 'ELMO schema',
  format: 'xml',
  script: 'elmo/validate.py',
  reference: 'elmo',
  needs: 'schema.xsd',
  spoils: [ELEMENT_SPOIL],
});
