import { useTranslation } from 'react-i18next';
import type { Accreditation } from '../../shared/credential/accreditation.ts';
import type { Language } from '../../shared/language.ts';
import { ConceptField } from './concept-field.tsx';
import { saidOrNot, withOptional } from './edit.ts';
import { DateLine, LineField } from './line-field.tsx';
import { findIn } from './lists.ts';
import { WordsField } from './words-field.tsx';

interface QualityParts {
  /** JSON Pointer in the template. */
  readonly path: string;
  readonly accreditation: Accreditation | undefined;
  readonly languages: readonly Language[];
  /** Undefined when its kind was emptied. */
  readonly onChange: (accreditation: Accreditation | undefined) => void;
}

/** Who vouches for the quality, by which decision and until when; what kind comes first, and without it there is none. */
export function QualitySection({ path, accreditation, languages, onChange }: QualityParts) {
  const { t } = useTranslation();
  return (
    <section className="contents-section">
      <h2>{t('elements:qualityAssurance')}</h2>
      <ConceptField
        languages={languages}
        label={t('contents.quality')}
        path={`${path}/type`}
        value={accreditation?.type}
        find={findIn('accreditation')}
        onChange={(type) => onChange(type && { agency: {}, ...accreditation, type })}
      />
      {accreditation && (
        <Details path={path} accreditation={accreditation} languages={languages} onChange={onChange} />
      )}
    </section>
  );
}

function Details({
  path,
  accreditation,
  languages,
  onChange,
}: QualityParts & { readonly accreditation: Accreditation }) {
  const { t } = useTranslation();
  const without = <K extends 'agencyCountry' | 'decision' | 'report' | 'validUntil'>(
    field: K,
    value: Accreditation[K] | undefined,
  ) => onChange(withOptional<Accreditation, K>(accreditation, field, value));
  return (
    <>
      <WordsField
        label={t('contents.agency')}
        path={`${path}/agency`}
        text={accreditation.agency}
        languages={languages}
        onChange={(agency) => onChange({ ...accreditation, agency })}
      />
      <WordsField
        label={t('contents.decision')}
        path={`${path}/decision`}
        optional
        text={accreditation.decision}
        languages={languages}
        onChange={(text) => without('decision', saidOrNot(text))}
      />
      <div className="contents-row">
        <ConceptField
          languages={languages}
          label={t('contents.agencyCountry')}
          path={`${path}/agencyCountry`}
          optional
          value={accreditation.agencyCountry}
          find={findIn('country')}
          onChange={(country) => without('agencyCountry', country)}
        />
        <DateLine
          label={t('contents.validUntil')}
          path={`${path}/validUntil`}
          optional
          value={accreditation.validUntil}
          onChange={(day) => without('validUntil', day)}
        />
      </div>
      <LineField
        label={t('contents.report')}
        path={`${path}/report`}
        optional
        type="url"
        value={accreditation.report}
        onChange={(report) => without('report', report)}
      />
    </>
  );
}
