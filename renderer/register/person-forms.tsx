import { useState } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RegisterRecord } from '../../shared/desk/register.ts';
import { isLanguage } from '../../shared/language.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { Tick } from '../ui/labelled.tsx';
import { nameOf } from '../ui/name-of.ts';
import { ProblemList } from '../ui/problem-list.tsx';

interface PersonParts {
  readonly register: string;
  readonly record: RegisterRecord;
  readonly onChanged: () => void;
}

/** Gives the person what the register holds about them, in a file of the clerk's choice. */
export function PersonExport({ register, record, onChanged }: PersonParts) {
  const { t, i18n } = useTranslation();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [told, setTold] = useState('');
  const give = async (form: 'pdf' | 'json') => {
    const out = await window.shell.save(form, record.serial);
    if (out === undefined) return;
    const language = isLanguage(i18n.language) ? i18n.language : 'en';
    const order = { register, credentials: [record.id], out, language, ground: '' };
    const reply = await ask('person.export', order);
    setProblems(reply.ok ? [] : reply.problems);
    if (!reply.ok) return setTold('');
    const serials = reply.value.namesakes.map(({ serial }) => serial).join(', ');
    const others = serials === '' ? [] : [t('register.person.namesakes', { serials })];
    setTold([t('roster.written', { name: nameOf(reply.value.path) }), ...others].join(' '));
    onChanged();
  };
  return (
    <>
      <div className="button-row person-export">
        {(['pdf', 'json'] as const).map((form) => (
          <Button key={form} className="button" onPress={() => void give(form)}>
            {t(`register.person.${form}`)}
          </Button>
        ))}
      </div>
      <ProblemList problems={problems} />
      <p role="status" className="hint">
        {told}
      </p>
    </>
  );
}

interface EraseParts extends PersonParts {
  readonly onCancel: () => void;
}

/** Takes the name out, for good: of everything the person has here, unless told otherwise. */
export function EraseForm({ register, record, onChanged, onCancel }: EraseParts) {
  const { t } = useTranslation();
  const [ground, setGround] = useState('');
  const [whole, setWhole] = useState(true);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const erase = async () => {
    const reply = await ask('register.erase', { register, credentials: [record.id], ground, whole });
    if (reply.ok) onChanged();
    else setProblems(reply.problems);
  };
  return (
    <form
      className="change-form erase-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ground.trim() !== '') void erase();
      }}
    >
      <h3>{t('register.erase')}</h3>
      <p className="hint">{t('register.erase.text')}</p>
      <Tick text={t('register.erase.whole')} chosen={whole} onChange={setWhole} />
      <TextField className="field" value={ground} onChange={setGround} isRequired>
        <Label className="label">{t('register.ground')}</Label>
        <TextArea rows={3} />
      </TextField>
      <p className="hint">{t('register.ground.hint')}</p>
      <ProblemList problems={problems} />
      <div className="actions">
        <Button className="button" onPress={onCancel}>
          {t('issue.cancel')}
        </Button>
        <Button className="button primary" type="submit" isDisabled={ground.trim() === ''}>
          {t('register.erase')}
        </Button>
      </div>
    </form>
  );
}
