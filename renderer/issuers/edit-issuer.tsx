import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ChangeOrder, IssuerReport } from '../../shared/desk/trust.ts';
import type { Problem } from '../../shared/problem.ts';
import { ISSUER_KINDS } from '../../shared/trust/issuers/issuer.ts';
import { DateLine } from '../contents/line-field.tsx';
import { ask } from '../desk.ts';
import { Choice } from '../ui/choice.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { AssuranceFields, NEW_ASSURANCE } from './assurance-fields.tsx';
import { AwardFields, NEW_AWARD } from './award-fields.tsx';

interface EditParts {
  readonly issuer: IssuerReport;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** What a desk says of an issuer it trusts: what it may award, who has judged its quality, until when it is accepted. */
export function EditIssuer({ issuer, onDone, onCancel }: EditParts) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<ChangeOrder>(() => draftOf(issuer));
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const { kind, awards, assurance } = draft;
  const listed = issuer.origin.how === 'list' || issuer.origin.how === 'table';
  const change = (part: Partial<ChangeOrder>) => setDraft({ ...draft, ...part });
  const save = async () => {
    const reply = await ask('trust.change', draft);
    if (reply.ok) onDone();
    else setProblems(reply.problems);
  };
  return (
    <Form
      className="first-use"
      aria-label={issuer.name}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{issuer.name}</h2>
      {listed && <p className="hint">{t('issuers.own')}</p>}
      <div className="issuer-choices">
        <div>
          <span className="label">{t('issuers.kind')}</span>
          <Choice
            label={t('issuers.kind')}
            value={kind}
            options={ISSUER_KINDS.map((key) => ({ key, text: t(`issuers.kind.${key}`) }))}
            onChange={(next) => change({ kind: next })}
          />
        </div>
        <DateLine
          label={t('issuers.until')}
          path="/until"
          optional
          value={draft.until}
          onChange={(until) => setDraft(withUntil(draft, until))}
        />
      </div>
      <h3>{t('issuers.award')}</h3>
      {awards.length === 0 && <p className="hint">{t('issuers.award.untold')}</p>}
      {awards.map((award, place) => (
        <AwardFields
          // biome-ignore lint/suspicious/noArrayIndexKey: awards have no other name.
          key={place}
          award={award}
          onChange={(next) => change({ awards: replaced(awards, place, next) })}
          onRemove={() => change({ awards: awards.toSpliced(place, 1) })}
        />
      ))}
      <Button className="button" onPress={() => change({ awards: [...awards, NEW_AWARD] })}>
        {t('issuers.award.add')}
      </Button>
      <h3>{t('issuers.assurance')}</h3>
      {assurance.map((one, place) => (
        <AssuranceFields
          // biome-ignore lint/suspicious/noArrayIndexKey: decisions have no other name.
          key={place}
          assurance={one}
          onChange={(next) => change({ assurance: replaced(assurance, place, next) })}
          onRemove={() => change({ assurance: assurance.toSpliced(place, 1) })}
        />
      ))}
      <Button className="button" onPress={() => change({ assurance: [...assurance, NEW_ASSURANCE] })}>
        {t('issuers.assurance.add')}
      </Button>
      <ProblemList problems={problems} />
      <div className="actions">
        <Button className="button primary" type="submit" isDisabled={!isWhole(draft)}>
          {t('institution.save')}
        </Button>
        <Button className="button" onPress={onCancel}>
          {t('issuers.cancel')}
        </Button>
      </div>
    </Form>
  );
}

function draftOf({ id, kind, awards, assurance, until }: IssuerReport): ChangeOrder {
  return { issuer: id, kind, awards, assurance, ...(until !== undefined && { until }) };
}

function withUntil({ until: _, ...draft }: ChangeOrder, until: string | undefined): ChangeOrder {
  return until === undefined ? draft : { ...draft, until };
}

function replaced<T>(all: readonly T[], place: number, one: T): readonly T[] {
  return all.map((each, at) => (at === place ? one : each));
}

/** A decision without its agency or its day cannot be told of. */
function isWhole({ assurance }: ChangeOrder): boolean {
  return assurance.every(({ agency, from }) => agency !== '' && from !== '');
}
