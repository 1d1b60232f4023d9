import { useEffect, useRef, useState } from 'react';
import { Button, DropZone } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { VerifyReport } from '../../shared/desk/verification.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { useSettings } from '../settings/settings.tsx';
import { pathsDropped } from '../ui/dropped.ts';
import { Icon } from '../ui/icon.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { TrustedCertificates } from './trusted-certificates.tsx';
import { VerdictCard } from './verdict-card.tsx';
import './verify.css';

type Judged =
  | { readonly file: string; readonly report: VerifyReport }
  | { readonly file: string; readonly problems: readonly Problem[] };

/** Drop anything sealed; each file is judged offline and answered in plain words. */
export function VerifyScreen({ brought = [] }: { readonly brought?: readonly string[] | undefined }) {
  const { t } = useTranslation();
  const { settings } = useSettings();
  const [files, setFiles] = useState(brought);
  const [judged, setJudged] = useState<readonly Judged[]>([]);
  const trust = settings.trust ?? [];
  // Counts how often the register of trusted issuers was changed from here.
  const [turn, setTurn] = useState(0);
  const told = JSON.stringify([files, trust, turn]);
  const current = useRef(told);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `told` stands for both.
  useEffect(() => {
    current.current = told;
    const judge = async () => {
      const done: Judged[] = [];
      for (const file of files) {
        const reply = await ask('verify.file', { file, trust });
        if (current.current !== told) return;
        done.push(reply.ok ? { file, report: reply.value } : { file, problems: reply.problems });
        setJudged([...done]);
      }
    };
    setJudged([]);
    void judge();
  }, [told]);

  const take = (paths: readonly string[]) => {
    if (paths.length > 0) setFiles([...new Set([...paths, ...files])]);
  };
  return (
    <Screen
      title={t('rail.verify')}
      actions={
        files.length > 0 && (
          <Button className="button" onPress={() => setFiles([])}>
            {t('verify.clear')}
          </Button>
        )
      }
    >
      <DropZone
        className={files.length > 0 ? 'drop small' : 'drop'}
        aria-label={t('verify.drop')}
        onDrop={async ({ items }) => take(await pathsDropped(items))}
      >
        <Icon name="verify" />
        <p>{t('verify.drop')}</p>
        <Button className="button primary" onPress={async () => take(await window.shell.choose('document'))}>
          {t('verify.choose')}
        </Button>
      </DropZone>
      {files.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1).
        <ul className="verdicts" aria-live="polite" tabIndex={0}>
          {judged.map((one) => (
            <li key={one.file}>
              {'report' in one ? (
                <VerdictCard report={one.report} onTrusted={() => setTurn(turn + 1)} />
              ) : (
                <ProblemList problems={one.problems} />
              )}
            </li>
          ))}
          {judged.length < files.length && <li className="verdict waiting">{t('verify.waiting')}</li>}
        </ul>
      )}
      <section className="trust-line">
        <h2>{t('verify.trusted')}</h2>
        <TrustedCertificates />
        {trust.length === 0 && <p className="hint">{t('verify.nobody')}</p>}
      </section>
    </Screen>
  );
}
