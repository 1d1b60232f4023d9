import { useCallback, useDeferredValue, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../desk.ts';
import { PrintDialog } from '../printing/print-dialog.tsx';
import { useSettings } from '../settings/settings.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { Chains } from './chains.tsx';
import { ChangesDialog } from './changes-dialog.tsx';
import { DueDialog } from './due-dialog.tsx';
import { isOfKey, KeyForm } from './key-form.tsx';
import { openRegister } from './opened.ts';
import { PublishDialog } from './publish-dialog.tsx';
import { RecordPane } from './record-pane.tsx';
import { RegisterMenu, type RegisterWork } from './register-menu.tsx';
import { RegisterTable } from './register-table.tsx';
import './register.css';

/** What has been issued: searched by name, title or serial. */
export function RegisterScreen({ credential }: { readonly credential?: string | undefined }) {
  const { t } = useTranslation();
  const { settings, keep } = useSettings();
  const { register } = settings;
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(credential);
  /** A table drawn anew shows what was just changed. */
  const [turn, setTurn] = useState(0);
  /** Ids of what was chosen for printing, whatever is searched for meanwhile. */
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [printing, setPrinting] = useState(false);
  const [work, setWork] = useState<RegisterWork>();
  const close = () => setWork(undefined);
  const redraw = () => setTurn((count) => count + 1);
  const wanted = useDeferredValue(search);
  const question = useCallback(() => openRegister(register ?? ''), [register]);
  const [opened, again] = useAnswer(register === undefined ? undefined : question);

  const choose = async () => {
    const [path] = await window.shell.choose('register');
    if (!path) return;
    keep({ register: path });
    setChosen(new Set());
  };

  return (
    <main className="screen">
      <header className="screen-head">
        <h1>{t('register.title')}</h1>
        {opened?.state === 'here' && (
          <SearchField
            className="search"
            aria-label={t('register.search')}
            value={search}
            onChange={setSearch}
          >
            <Input placeholder={t('register.search')} />
          </SearchField>
        )}
        {opened?.state === 'here' && (
          <Button
            className="button print-open"
            isDisabled={chosen.size === 0 && search.trim() === ''}
            onPress={() => setPrinting(true)}
          >
            {chosen.size > 0 ? t('print.chosen', { number: chosen.size }) : t('print.found')}
          </Button>
        )}
        {opened?.state === 'here' ? (
          <RegisterMenu register={opened.value.register} onWork={setWork} onOpen={() => void choose()} />
        ) : (
          <Button className="button" onPress={choose}>
            {t('register.open')}
          </Button>
        )}
      </header>
      {opened === undefined && (
        <section className="empty">
          <h2>{t('register.none.title')}</h2>
          <p>{t('register.none.text')}</p>
          <Button className="button primary" onPress={choose}>
            {t('register.open')}
          </Button>
        </section>
      )}
      {opened?.state === 'waiting' && <p className="waiting">{t('register.waiting')}</p>}
      {opened?.state === 'refused' && <ProblemList problems={opened.problems} />}
      {opened?.state === 'refused' && register !== undefined && opened.problems.some(isOfKey) && (
        <KeyForm register={register} onOpened={again} />
      )}
      {opened?.state === 'here' && (
        <>
          <p className="summary">
            {t('register.count', { count: opened.value.entries })}
            <Chains {...opened.value} />
          </p>
          <div className="register-desk">
            <RegisterTable
              key={turn}
              register={opened.value.register}
              search={wanted}
              shown={shown}
              onShow={setShown}
              chosen={chosen}
              onChoose={setChosen}
            />
            {shown !== undefined && (
              <RecordPane
                key={`${shown} ${turn}`}
                register={opened.value.register}
                credential={shown}
                onClose={() => setShown(undefined)}
                onChanged={redraw}
              />
            )}
          </div>
          {work === 'publish' && <PublishDialog register={opened.value.register} onClose={close} />}
          {work === 'many' && (
            <ChangesDialog register={opened.value.register} onClose={close} onChanged={redraw} />
          )}
          {work === 'due' && (
            <DueDialog register={opened.value.register} onClose={close} onChanged={redraw} />
          )}
          {printing && (
            <PrintDialog
              what={{
                register: opened.value.register,
                ...(chosen.size > 0 ? { credentials: [...chosen], number: chosen.size } : { search }),
              }}
              onClose={() => setPrinting(false)}
              onPrinted={redraw}
            />
          )}
        </>
      )}
    </main>
  );
}
