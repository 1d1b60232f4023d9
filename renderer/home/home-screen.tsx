import { useCallback } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Batches } from '../batches/batches.tsx';
import { WorkerBatches } from '../batches/worker-batches.tsx';
import { ask, useAnswer } from '../desk.ts';
import { type Place, useGo } from '../place.ts';
import { useSettings } from '../settings/settings.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { nameOf } from '../ui/name-of.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { NextList } from './next-list.tsx';
import { useTrial } from './use-trial.ts';
import './home.css';

/** What to do next: for a new desk a project to try everything with, for a known one where it left off. */
export function HomeScreen() {
  const { t } = useTranslation();
  const go = useGo();
  const { settings } = useSettings();
  const { tryOut, problems } = useTrial();

  const [own] = useAnswer(useCallback(() => ask('institution.read'), []));
  const unknown = own?.state === 'here' && own.value === null;

  const { template, seal, sealKey, out, register } = settings;
  return (
    <main className="screen home">
      <section className="hero">
        <h1>{t('home.title')}</h1>
        <p>{t('home.text')}</p>
        <div className="hero-actions">
          <Button
            className="button primary"
            onPress={() =>
              go({
                screen: 'issue',
                project: {
                  ...(template && { template }),
                  ...(seal && { seal, sealKey }),
                  ...(out && { out }),
                },
              })
            }
          >
            {t('home.issue')}
          </Button>
          <Button className="button" onPress={() => void tryOut()}>
            {t('home.trial')}
          </Button>
        </div>
      </section>
      <ProblemList problems={problems} />
      {register !== undefined && <Batches key={register} register={register} />}
      {register !== undefined && <WorkerBatches key={`workers ${register}`} register={register} />}
      <NextList />
      <section className="cards" aria-label={t('rail.label')}>
        {unknown && (
          <Card
            icon="people"
            title={t('institution.title')}
            text={t('home.institution')}
            to={{ screen: 'institution' }}
          />
        )}
        <Card
          icon="template"
          title={t('rail.templates')}
          text={t('home.templates')}
          to={{ screen: 'templates' }}
        >
          {template && nameOf(template)}
        </Card>
        <Card icon="seal" title={t('rail.seals')} text={t('home.seals')} to={{ screen: 'seals' }}>
          {seal && nameOf(seal)}
        </Card>
        <Card
          icon="register"
          title={t('rail.register')}
          text={t('home.register')}
          to={{ screen: 'register' }}
        >
          {register && nameOf(register)}
        </Card>
        <Card icon="verify" title={t('rail.verify')} text={t('home.verify')} to={{ screen: 'verify' }} />
      </section>
    </main>
  );
}

interface CardParts {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly to: Place;
  readonly children?: string | undefined;
}

function Card({ icon, title, text, to, children }: CardParts) {
  const go = useGo();
  return (
    <Button className="card" onPress={() => go(to)}>
      <Icon name={icon} />
      <strong>{title}</strong>
      <span>{text}</span>
      {children && <em title={children}>{children}</em>}
    </Button>
  );
}
