import { useTranslation } from 'react-i18next';
import type { Accreditation } from '../../shared/credential/accreditation.ts';
import type { Language } from '../../shared/language.ts';
import { ConceptField } from './concept-field.tsx';
import { saidOrNot, withOptional } from './edit.ts';
import { LineField } from './line-field.tsx';
import { findIn } from './lists.ts';
import { WordsField } from './words-field.tsx';

interface QualityParts {
  /** JSON Pointer in the template. */
  readonly path: string;
  readonly accreditation: Accreditation;
  readonly languages: readonly Language[];
  readonly onChange: (accreditation: Accreditation) => void;
}

/** Who vouches for the quality, by which decision and until when. */
export function QualitySection({ path, accreditation, languages, onChange }: QualityParts) {
  const { t } = useTranslation();
  const without = <K extends 'agencyCountry' | 'decision' | 'report' | 'validUntil'>(
    field: K,
    value: Accreditation[K] | undefined,
  ) => onChange(withOptional<Accreditation, K>(accreditation, field, value));
  return (
    <section className="contents-section">
      <h2>{t('elements:qualityAssurance')}</h2>
      <WordsField
        label={t('contents.agency')}
        path={`${path}/agency`}
        text={accreditation.agency}
        languages={languages}
        onChange={(agency) => onChange({ ...accreditation, agency })}
      />
      <div className="contents-row">
        <ConceptField
          label={t('contents.quality')}
          path={`${path}/type`}
          value={accreditation.type}
          find={findIn('accreditation')}
          onChange={(type) => type && onChange({ ...accreditation, type })}
        />
        <ConceptField
          label={t('contents.agencyCountry')}
          path={`${path}/agencyCountry`}
          optional
          value={accreditation.agencyCountry}
          find={findIn('country')}
          onChange={(country) => without('agencyCountry', country)}
        />
      </div>
      <WordsField
        label={t('contents.decision')}
        path={`${path}/decision`}
        optional
        text={accreditation.decision}
        languages={languages}
        onChange={(text) => without('decision', saidOrNot(text))}
      />
      <div className="contents-row">
        <LineField
          label={t('contents.report')}
          path={`${path}/report`}
          optional
          type="url"
          value={accreditation.report}
          onChange={(report) => without('report', report)}
        />
        <LineField
          label={t('contents.validUntil')}
          path={`${path}/validUntil`}
          optional
          type="date"
          value={accreditation.validUntil}
          onChange={(day) => without('validUntil', day)}
        />
      </div>
    </section>
  );
}
