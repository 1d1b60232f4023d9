import { useTranslation } from 'react-i18next';
import type { Organisation } from '../../shared/credential/organisation.ts';
import type { Language } from '../../shared/language.ts';
import { ConceptField } from './concept-field.tsx';
import { saidOrNot, withOptional } from './edit.ts';
import { LineField } from './line-field.tsx';
import { findIn } from './lists.ts';
import { WordsField } from './words-field.tsx';

/** While it is being written its country may still be open. */
export type OrganisationDraft = Omit<Organisation, 'country'> & Partial<Pick<Organisation, 'country'>>;

interface OrganisationParts {
  /** JSON Pointer in the template. */
  readonly path: string;
  readonly organisation: OrganisationDraft;
  readonly languages: readonly Language[];
  readonly onChange: (organisation: OrganisationDraft) => void;
}

/** Who awards: as the seal's certificate names it, and as its learners know it. */
export function OrganisationSection({ path, organisation, languages, onChange }: OrganisationParts) {
  const { t } = useTranslation();
  const told = <K extends 'homepage' | 'email' | 'registration'>(field: K) => ({
    path: `${path}/${field}`,
    optional: true,
    value: organisation[field],
    onChange: (value: string | undefined) =>
      onChange(withOptional<OrganisationDraft, K>(organisation, field, value)),
  });
  return (
    <section className="contents-section">
      <h2>{t('contents.who')}</h2>
      <WordsField
        label={t('contents.legalName')}
        path={`${path}/legalName`}
        text={organisation.legalName}
        languages={languages}
        onChange={(legalName) => onChange({ ...organisation, legalName })}
      />
      <div className="contents-row">
        <ConceptField
          languages={languages}
          label={t('elements:country')}
          path={`${path}/country`}
          value={organisation.country}
          find={findIn('country')}
          onChange={(country) => country && onChange({ ...organisation, country })}
        />
        <LineField
          label={t('seals.row.identifier')}
          path={`${path}/eidasIdentifier`}
          value={organisation.eidasIdentifier}
          onChange={(eidasIdentifier = '') => onChange({ ...organisation, eidasIdentifier })}
        />
      </div>
      <LineField
        label={t('contents.id')}
        path={`${path}/id`}
        value={organisation.id}
        onChange={(id = '') => onChange({ ...organisation, id })}
      />
      <WordsField
        label={t('contents.address')}
        path={`${path}/address`}
        optional
        text={organisation.address}
        languages={languages}
        onChange={(text) =>
          onChange(withOptional<OrganisationDraft, 'address'>(organisation, 'address', saidOrNot(text)))
        }
      />
      <div className="contents-row">
        <LineField label={t('contents.homepage')} type="url" {...told('homepage')} />
        <LineField label={t('contents.email')} type="email" {...told('email')} />
      </div>
      <LineField label={t('contents.registration')} {...told('registration')} />
    </section>
  );
}
