import { useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { TemplateReport } from '../../shared/desk/template.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';
import { localeOf } from '../locale.ts';
import { ProblemList } from '../ui/problem-list.tsx';

interface SignOffParts {
  readonly template: string;
  readonly report: TemplateReport;
  readonly onSigned: () => void;
}

/** Who lets the template be issued as it is, and room for one more name; nobody signs off what lacks something. */
export function SignOff({ template, report, onSigned }: SignOffParts) {
  const { t, i18n } = useTranslation();
  const [by, write] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const day = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'long', timeZone: 'UTC' });
  const sign = async () => {
    const reply = await ask('template.sign-off', { template, by: by.trim() });
    setProblems(reply.ok ? [] : reply.problems);
    if (!reply.ok) return;
    write('');
    onSigned();
  };
  return (
    <>
      {report.signOffs.length > 0 && (
        <>
          <h3>{t('templates.signedOff')}</h3>
          <ul className="sign-offs">
            {report.signOffs.map(({ by: person, at }) => (
              <li key={person}>
                {person} · {day.format(new Date(at))}
              </li>
            ))}
          </ul>
        </>
      )}
      {report.problems.length === 0 && (
        <Form
          className="sign-off"
          onSubmit={(event) => {
            event.preventDefault();
            if (by.trim() !== '') void sign();
          }}
        >
          <TextField className="field" value={by} maxLength={200} onChange={write}>
            <Label className="label">{t('templates.signOff.by')}</Label>
            <Input />
          </TextField>
          <Button type="submit" className="button" isDisabled={by.trim() === ''}>
            {t('templates.signOff')}
          </Button>
        </Form>
      )}
      <ProblemList problems={problems} />
    </>
  );
}
