import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AddOrder, SealerReport } from '../../shared/desk/trust.ts';
import type { Problem } from '../../shared/problem.ts';
import { ISSUER_KINDS, type IssuerKind } from '../../shared/trust/issuers/issuer.ts';
import { ask } from '../desk.ts';
import { Choice } from '../ui/choice.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { compared, Stranger } from './stranger.tsx';

const AWARDS = ['untold', 'micro-credential', 'degree', 'both'] as const;
type Awards = (typeof AWARDS)[number];

interface FirstUseParts {
  /** The file whose sealer is asked about. */
  readonly file: string;
  readonly sealer: SealerReport;
  readonly onTrusted: () => void;
  readonly onCancel: () => void;
}

/** Asks plainly whether somebody met for the first time is to be trusted; what was not compared cannot be. */
export function FirstUse({ file, sealer, onTrusted, onCancel }: FirstUseParts) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState<IssuerKind>('institution');
  const [awards, setAwards] = useState<Awards>('untold');
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  const trust = async () => {
    const reply = await ask('trust.add', { from: file, accept: typed, kind, ...awardsOf(awards) });
    if (reply.ok) onTrusted();
    else setProblems(reply.problems);
  };
  return (
    <Stranger
      sealer={sealer}
      typed={typed}
      onType={setTyped}
      about={
        <>
          <dl>
            <div>
              <dt>{t('issuers.certified-by')}</dt>
              <dd>{sealer.certifiedBy}</dd>
            </div>
            <div>
              <dt>{t('issuers.fingerprint')}</dt>
              <dd>
                <code>{inPairs(sealer.fingerprint)}</code>
              </dd>
            </div>
          </dl>
          {sealer.test && <p className="test-seal">{t('verify.test')}</p>}
        </>
      }
      tellsDifference
    >
      <IssuerChoices {...{ kind, awards, onKind: setKind, onAwards: setAwards }} />
      <ProblemList problems={problems} />
      <div className="actions">
        <Button
          className="button primary"
          isDisabled={compared(typed) !== sealer.fingerprint}
          onPress={trust}
        >
          {t('issuers.trust')}
        </Button>
        <Button className="button" onPress={onCancel}>
          {t('issuers.cancel')}
        </Button>
      </div>
    </Stranger>
  );
}

interface IssuerChoicesParts {
  readonly kind: IssuerKind;
  readonly awards: Awards;
  readonly onKind: (kind: IssuerKind) => void;
  readonly onAwards: (awards: Awards) => void;
}

export function IssuerChoices({ kind, awards, onKind, onAwards }: IssuerChoicesParts) {
  const { t } = useTranslation();
  return (
    <div className="issuer-choices">
      <div>
        <span className="label">{t('issuers.kind')}</span>
        <Choice
          label={t('issuers.kind')}
          value={kind}
          options={ISSUER_KINDS.map((key) => ({ key, text: t(`issuers.kind.${key}`) }))}
          onChange={onKind}
        />
      </div>
      <div>
        <span className="label">{t('issuers.award')}</span>
        <Choice
          label={t('issuers.award')}
          value={awards}
          options={AWARDS.map((key) => ({ key, text: t(`issuers.award.${key}`) }))}
          onChange={onAwards}
        />
      </div>
    </div>
  );
}

export function awardsOf(awards: Awards): Pick<AddOrder, 'kinds'> {
  if (awards === 'untold') return {};
  return { kinds: awards === 'both' ? ['micro-credential', 'degree'] : [awards] };
}

/** As certificates are shown everywhere: pairs are easier to compare. */
export function inPairs(fingerprint: string): string {
  return fingerprint.toUpperCase().replace(/..(?=.)/g, '$&:');
}
