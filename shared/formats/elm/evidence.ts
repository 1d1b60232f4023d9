import type { Concept } from '../../credential/concept.ts';
import type { Credential, Mandate } from '../../credential/credential.ts';
import { GENERIC_PROFILE, MANDATE } from '../../vocabulary/concepts.ts';
import { constant, type JsonObject } from '../json.ts';
import { accreditationNode } from './accreditation.ts';
import type { NodeWriter } from './node.ts';

/** Application profiles of European Digital Credentials 1.1.0 that Sealwright writes, as `credentialSchema` names them. */
export type EdcProfile =
  | 'edc-generic-full'
  | 'edc-generic-no-cv'
  | 'edc-accredited'
  | 'edc-issued-by-mandate';

const SNB = 'http://data.europa.eu/snb';

/** Type and label as the official accredited samples write them. */
const ACCREDITED_PROFILE: Concept = {
  uri: `${SNB}/credential/6cf8e68c43`,
  scheme: `${SNB}/credential/25831c2`,
  label: { en: 'Accredited' },
};

const ACCREDITATION: Concept = {
  uri: `${SNB}/evidence-type/c_991b06c6`,
  scheme: `${SNB}/evidence-type/25831c2`,
  label: {
    bg: 'Акредитация',
    cs: 'Akreditace',
    da: 'Akkreditering',
    de: 'Akkreditierung',
    el: 'Διαπίστευση',
    en: 'Accreditation',
    es: 'Acreditación',
    et: 'Akrediteering',
    fi: 'Akkreditointi',
    fr: 'Accréditation',
    ga: 'Creidiúnú',
    hr: 'Akreditacija',
    hu: 'Akkreditáció',
    it: 'Accreditamento',
    lt: 'Akreditacija',
    lv: 'Akreditācija',
    mt: 'Akkreditazzjoni',
    nl: 'Accreditatie',
    pl: 'Akredytacja',
    pt: 'Acreditação',
    ro: 'Acreditare',
    sk: 'Akreditácia',
    sl: 'Akreditacija',
    sv: 'Ackreditering',
    is: 'Viðurkenning',
    nb: 'Akkreditering',
    nn: 'Akkreditering',
  },
};

/**
 * The narrowest profile whose evidence the credential has. A mandate comes first: who seals for another must prove
 * that, and each evidence node has one type only.
 */
export function profileOf({ mandate, award }: Credential): EdcProfile {
  if (mandate) return 'edc-issued-by-mandate';
  return award.awardingBody.accreditation ? 'edc-accredited' : 'edc-generic-full';
}

export function schemaNode(profile: EdcProfile): JsonObject {
  return { id: `${SNB}/model/ap/${profile}`, type: 'ShaclValidator2017' };
}

export function profileConcept(profile: EdcProfile): Concept {
  return profile === 'edc-accredited' ? ACCREDITED_PROFILE : GENERIC_PROFILE;
}

/** elm:Evidence: by which right the issuer seals this. What nobody has told is not claimed. */
export function evidenceNodes(write: NodeWriter, credential: Credential): readonly JsonObject[] | undefined {
  const { award, mandate, languages } = credential;
  const { accreditation, country } = award.awardingBody;
  if (mandate) {
    return [
      constant(
        write.node('mandate', 'Evidence', {
          dcType: write.concept(MANDATE),
          evidenceStatement: statementOf(mandate, languages[0]),
        }),
      ),
    ];
  }
  if (!accreditation) return undefined;
  return [
    constant(
      write.node('accreditation-evidence', 'Evidence', {
        dcType: write.concept(ACCREDITATION),
        // The very node that the awarding body has.
        accreditation: accreditationNode(write, 'awarding-body-accreditation', accreditation, country),
      }),
    ),
  ];
}

/** xsd:string, so in the primary language only. */
function statementOf(
  { statement, reference, grantedOn }: Mandate,
  language: Credential['languages'][0],
): string {
  const act = [reference, grantedOn].filter((part) => part !== undefined).join(', ');
  return `${statement[language] ?? ''}${act ? ` (${act})` : ''}`;
}
