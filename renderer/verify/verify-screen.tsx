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
import { Camera } from './camera.tsx';
import { TrustedCertificates } from './trusted-certificates.tsx';
import { VerdictCard } from './verdict-card.tsx';
import './verify.css';

/** A file by its path, or the texts of the codes that the camera saw on a sheet. */
type Brought = { readonly file: string } | { readonly codes: readonly string[] };
type Judged = { readonly brought: Brought } & (
  | { readonly report: VerifyReport }
  | { readonly problems: readonly Problem[] }
);

/** Drop anything sealed; each file is judged offline and answered in plain words. */
export function VerifyScreen({ brought = [] }: { readonly brought?: readonly string[] | undefined }) {
  const { t } = useTranslation();
  const { settings } = useSettings();
  const [things, setThings] = useState<readonly Brought[]>(brought.map((file) => ({ file })));
  const [looking, setLooking] = useState(false);
  const [judged, setJudged] = useState<readonly Judged[]>([]);
  const trust = settings.trust ?? [];
  // Counts how often the register of trusted issuers was changed from here.
  const [turn, setTurn] = useState(0);
  const told = JSON.stringify([things, trust, turn]);
  const current = useRef(told);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `told` stands for both.
  useEffect(() => {
    current.current = told;
    const judge = async () => {
      const done: Judged[] = [];
      for (const thing of things) {
        const reply =
          'file' in thing
            ? await ask('verify.file', { ...thing, trust })
            : await ask('verify.code', { ...thing, trust });
        if (current.current !== told) return;
        done.push({
          brought: thing,
          ...(reply.ok ? { report: reply.value } : { problems: reply.problems }),
        });
        setJudged([...done]);
      }
    };
    setJudged([]);
    void judge();
  }, [told]);

  const take = (paths: readonly string[]) => {
    const known = things.filter((thing) => !('file' in thing && paths.includes(thing.file)));
    if (paths.length > 0) setThings([...new Set(paths)].map((file): Brought => ({ file })).concat(known));
  };
  const found = (codes: readonly string[]) => {
    setLooking(false);
    const again = (thing: Brought) => 'codes' in thing && thing.codes.join() === codes.join();
    setThings([{ codes }, ...things.filter((thing) => !again(thing))]);
  };
  return (
    <Screen
      title={t('rail.verify')}
      actions={
        things.length > 0 && (
          <Button className="button" onPress={() => setThings([])}>
            {t('verify.clear')}
          </Button>
        )
      }
    >
      <DropZone
        className={things.length > 0 || looking ? 'drop small' : 'drop'}
        aria-label={t('verify.drop')}
        onDrop={async ({ items }) => take(await pathsDropped(items))}
      >
        <Icon name="verify" />
        <p>{t('verify.drop')}</p>
        <div className="actions">
          <Button
            className="button primary"
            onPress={async () => take(await window.shell.choose('document'))}
          >
            {t('verify.choose')}
          </Button>
          <Button className="button" onPress={() => setLooking(!looking)}>
            <Icon name="camera" />
            {t(looking ? 'answer:camera.stop' : 'answer:camera.use')}
          </Button>
        </div>
      </DropZone>
      {looking && <Camera trust={trust} onFound={found} />}
      {things.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1).
        <ul className="verdicts" aria-live="polite" tabIndex={0}>
          {judged.map((one) => (
            <li key={JSON.stringify(one.brought)}>
              {'report' in one ? (
                <VerdictCard report={one.report} onTrusted={() => setTurn(turn + 1)} />
              ) : (
                <ProblemList problems={one.problems} />
              )}
            </li>
          ))}
          {judged.length < things.length && <li className="verdict waiting">{t('verify.waiting')}</li>}
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
