import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Officer } from '../../shared/desk/office.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask, useAnswer } from '../desk.ts';
import { useSettings } from '../settings/settings.tsx';
import { FileField } from '../ui/file-field.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { useSession } from './office-keeper.tsx';
import { OfficerForm } from './officer-form.tsx';
import { Rules } from './rules.tsx';
import './office.css';

/** Who works with the register that is open at this desk, and by which rules. */
export function OfficeScreen() {
  const { t } = useTranslation();
  const { settings, keep } = useSettings();
  const { register } = settings;
  const question = useCallback(() => ask('office.show', { register: register ?? '' }), [register]);
  const [office, again] = useAnswer(register === undefined ? undefined : question);
  const [form, setForm] = useState<'new' | Officer>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const { arrive } = useSession();
  const done = () => {
    setForm(undefined);
    setProblems([]);
    again();
  };
  const dismiss = async (officer: string) => {
    if (register === undefined) return;
    const reply = await ask('office.dismiss', { register, officer });
    if (reply.ok) done();
    else setProblems(reply.problems);
  };
  const shown = office?.state === 'here' ? office.value : undefined;
  return (
    <Screen title={t('office.title')}>
      <div className="office">
        <p className="hint">{t('office.text')}</p>
        <FileField
          label={t('rail.register')}
          icon="register"
          kind="register"
          value={register}
          hint={t('office.register')}
          onChange={(path) => keep({ register: path })}
        />
        {office?.state === 'refused' && <ProblemList problems={office.problems} />}
        {shown?.officers.length === 0 && <p className="empty">{t('office.none')}</p>}
        {shown && shown.officers.length > 0 && (
          <ul className="officers" aria-label={t('office.title')}>
            {shown.officers.map((officer) => (
              <li key={officer.id}>
                <strong>{officer.name}</strong>
                <span className="hint">
                  {officer.roles.map((role) => t(`office.role.${role}`)).join(' · ')}
                </span>
                <Button className="button" onPress={() => setForm(officer)}>
                  {t('office.change')}
                </Button>
                <Button className="button" onPress={() => void dismiss(officer.id)}>
                  {t('office.dismiss')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <ProblemList problems={problems} />
        {register !== undefined && shown && form === undefined && (
          <div className="actions">
            <Button className="button primary" onPress={() => setForm('new')}>
              {t('office.appoint')}
            </Button>
          </div>
        )}
        {register !== undefined && shown && form !== undefined && (
          <OfficerForm
            key={form === 'new' ? form : form.id}
            register={register}
            officer={form === 'new' ? undefined : form}
            first={shown.officers.length === 0}
            onDone={(officer) => {
              if (shown.officers.length === 0) arrive({ register, officer });
              done();
            }}
            onCancel={() => setForm(undefined)}
          />
        )}
        {register !== undefined && shown && shown.officers.length > 1 && (
          <Rules register={register} rules={shown} onRuled={again} />
        )}
      </div>
    </Screen>
  );
}
