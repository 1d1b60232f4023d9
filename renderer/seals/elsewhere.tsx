import { useCallback, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ask, useAnswer } from '../desk.ts';
import { localeOf } from '../locale.ts';
import { useSettings } from '../settings/settings.tsx';
import { FileField } from '../ui/file-field.tsx';
import { Icon } from '../ui/icon.tsx';
import { ProblemList } from '../ui/problem-list.tsx';

interface ElsewhereParts {
  readonly onChosen: (seal: string) => void;
  readonly onCancel: () => void;
}

/** Seals that are no file: what lies on the tokens of a driver, or a remote service by its address. */
export function Elsewhere({ onChosen, onCancel }: ElsewhereParts) {
  const { t } = useTranslation();
  const { settings, keep } = useSettings();
  const { tokenModule } = settings;
  const [service, setService] = useState('');
  return (
    <section className="elsewhere" aria-label={t('seals.elsewhere')}>
      <FileField
        label={t('seals.driver')}
        icon="settings"
        kind="module"
        value={tokenModule}
        hint={t('seals.driver.hint')}
        onChange={(path) => keep({ tokenModule: path })}
      />
      {tokenModule !== undefined && <Tokens key={tokenModule} module={tokenModule} onChosen={onChosen} />}
      <TextField className="field" value={service} maxLength={2000} onChange={setService}>
        <Label className="label">{t('seals.service')}</Label>
        <Input placeholder="https://…" spellCheck="false" />
        <span className="hint">{t('seals.service.hint')}</span>
      </TextField>
      <div className="actions">
        <Button className="button" onPress={onCancel}>
          {t('issue.cancel')}
        </Button>
        <Button
          className="button"
          isDisabled={!/^https:\/\/\S+$/.test(service)}
          onPress={() => onChosen(`csc:${service}`)}
        >
          {t('seals.service.use')}
        </Button>
      </div>
    </section>
  );
}

interface TokensParts {
  readonly module: string;
  readonly onChosen: (seal: string) => void;
}

function Tokens({ module, onChosen }: TokensParts) {
  const { t, i18n } = useTranslation();
  const [tokens, again] = useAnswer(useCallback(() => ask('seal.tokens', { module }), [module]));
  const day = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'medium', timeZone: 'UTC' });
  if (tokens?.state === 'refused') return <ProblemList problems={tokens.problems} />;
  if (tokens?.state !== 'here') return null;
  const seals = tokens.value.flatMap((token) => token.seals.map((seal) => ({ token: token.label, seal })));
  return (
    <>
      {seals.length === 0 && <p className="hint">{t('seals.tokens.none')}</p>}
      <ul className="token-seals">
        {seals.map(({ token, seal }) => (
          <li key={seal.address}>
            <Button className="button" onPress={() => onChosen(seal.address)}>
              <Icon name="seal" />
              <span>
                <strong>{seal.label || seal.subject}</strong>
                <span className="hint">
                  {token} · {t('seals.tokens.until', { day: day.format(new Date(seal.notAfter)) })}
                </span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
      <Button className="button quiet elsewhere-open" onPress={again}>
        {t('seals.tokens.again')}
      </Button>
    </>
  );
}
