import { useCallback, useState } from 'react';
import { Button, Input, Label, NumberField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Institution } from '../../shared/institution/institution.ts';
import { isLanguage, isWindowLanguage, type Language } from '../../shared/language.ts';
import type { Problem } from '../../shared/problem.ts';
import { LineField } from '../contents/line-field.tsx';
import { type OrganisationDraft, OrganisationSection } from '../contents/organisation-section.tsx';
import { QualitySection } from '../contents/quality-section.tsx';
import { ask, useAnswer } from '../desk.ts';
import { useGo } from '../place.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import './institution.css';

/** While it is being written its country may still be open. */
type InstitutionDraft = Omit<Institution, 'organisation'> & { readonly organisation: OrganisationDraft };

const NEW: InstitutionDraft = {
  organisation: { id: 'https://', legalName: {}, eidasIdentifier: '' },
  serialPattern: '{year}-{number:5}',
};

/** Who sits at this desk; new templates begin in its name. */
export function InstitutionScreen() {
  const { t } = useTranslation();
  const [kept] = useAnswer(useCallback(() => ask('institution.read'), []));
  return (
    <Screen title={t('institution.title')}>
      <p className="hint">{t('institution.text')}</p>
      {kept?.state === 'refused' && <ProblemList problems={kept.problems} />}
      {/* What cannot be read any more can still be written anew. */}
      {(kept?.state === 'here' || kept?.state === 'refused') && (
        <InstitutionForm kept={kept.state === 'here' ? (kept.value ?? NEW) : NEW} />
      )}
    </Screen>
  );
}

function InstitutionForm({ kept }: { readonly kept: InstitutionDraft }) {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const [draft, write] = useState(kept);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const languages = languagesOf(draft, isWindowLanguage(i18n.language) ? i18n.language : 'en');
  const { organisation } = draft;
  const save = async () => {
    // The core reads it strictly, and tells what is still missing.
    const reply = await ask('institution.save', { institution: draft as Institution });
    if (reply.ok) go({ screen: 'templates' });
    else setProblems(reply.problems);
  };
  return (
    <div className="institution">
      <OrganisationSection
        path="/organisation"
        organisation={organisation}
        languages={languages}
        onChange={(next) => write({ ...draft, organisation: next })}
      />
      <QualitySection
        path="/qualityAssurance"
        accreditation={draft.qualityAssurance}
        languages={languages}
        onChange={(qualityAssurance) => {
          const { qualityAssurance: _, ...rest } = draft;
          write(qualityAssurance ? { ...rest, qualityAssurance } : rest);
        }}
      />
      <LineField
        label={t('contents.serialPattern')}
        path="/serialPattern"
        value={draft.serialPattern}
        onChange={(serialPattern = '') => write({ ...draft, serialPattern })}
      />
      <NumberField
        className="field"
        value={draft.signOffs ?? 0}
        minValue={0}
        maxValue={9}
        onChange={(signOffs) => write({ ...draft, signOffs: Number.isNaN(signOffs) ? 0 : signOffs })}
      >
        <Label className="label">{t('institution.signOffs')}</Label>
        <Input />
      </NumberField>
      <ProblemList problems={problems} />
      <Button className="button primary" onPress={() => void save()}>
        {t('institution.save')}
      </Button>
    </div>
  );
}

/** The window's own and English, and every other its name is known in. */
function languagesOf({ organisation }: InstitutionDraft, spoken: Language): readonly Language[] {
  const named = Object.keys(organisation.legalName).filter(isLanguage);
  return [...new Set<Language>([spoken, 'en', ...named])];
}
