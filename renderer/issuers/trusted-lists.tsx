import type { TFunction } from 'i18next';
import { useCallback, useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { TrustedListReport } from '../../shared/desk/verification.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask, useAnswer } from '../desk.ts';
import { FileField } from '../ui/file-field.tsx';
import { Icon } from '../ui/icon.tsx';
import { ProblemList } from '../ui/problem-list.tsx';

const reports = () => ask('verify.lists', {});

/** The Member States' lists that this desk has fetched, and the one way to fetch them anew. */
export function TrustedLists() {
  const { t } = useTranslation();
  const [lists, again] = useAnswer(useCallback(reports, []));
  const [asking, setAsking] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [said, setSaid] = useState('');
  const shown = lists?.state === 'here' ? lists.value : [];
  return (
    <section className="trusted-lists" aria-labelledby="trusted-lists">
      <header>
        <h2 id="trusted-lists">{t('lists.title')}</h2>
        {!asking && (
          <Button className="button" onPress={() => setAsking(true)}>
            {t('lists.fetch')}
          </Button>
        )}
      </header>
      {asking && (
        <FetchForm
          pinned={shown.length > 0}
          onDone={(words, wrong) => {
            setAsking(false);
            setSaid(words);
            setProblems(wrong);
            again();
          }}
          onCancel={() => setAsking(false)}
        />
      )}
      <p role="status">{said}</p>
      <ProblemList problems={problems} mild />
      {lists?.state === 'refused' && <ProblemList problems={lists.problems} />}
      <ul>
        {shown.map((list) => (
          <li key={list.file} className={list.state === 'believed' ? 'good' : 'unsure'}>
            <Icon name={list.state === 'believed' ? 'check' : 'warning'} />
            <strong>{list.territory ?? list.file}</strong>
            <span>{worthOf(list, t)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function worthOf(
  { state, number, issued, nextUpdate, authorities }: TrustedListReport,
  t: TFunction,
): string {
  const facts = { number, issued, next: nextUpdate ?? '–', count: authorities };
  return t(state === 'believed' || state === 'stale' ? `lists.${state}` : 'lists.unknown', facts);
}

interface FetchParts {
  /** The keys were given before. */
  readonly pinned: boolean;
  readonly onDone: (words: string, problems: readonly Problem[]) => void;
  readonly onCancel: () => void;
}

/** Says what will be asked, and asks it when told to. */
function FetchForm({ pinned, onDone, onCancel }: FetchParts) {
  const { t } = useTranslation();
  const [keys, setKeys] = useState<string>();
  const [address, setAddress] = useState('');
  const [countries, setCountries] = useState('');
  const [going, setGoing] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const territories = countries.toUpperCase().match(/[A-Z]{2}/g);
  const fetchNow = async () => {
    setGoing(true);
    const reply = await ask('trust.fetch', {
      ...(keys !== undefined && { listKeys: [keys] }),
      ...(address !== '' && { address }),
      ...(territories && { territories }),
    });
    setGoing(false);
    if (!reply.ok) return setProblems(reply.problems);
    const { fetched, same } = reply.value;
    onDone(t('lists.done', { fetched, same }), reply.value.problems);
  };
  return (
    <Form
      className="first-use"
      onSubmit={(event) => {
        event.preventDefault();
        void fetchNow();
      }}
    >
      <p className="hint">{t('lists.ask')}</p>
      <FileField label={t('lists.keys')} icon="seal" kind="certificate" value={keys} onChange={setKeys} />
      <div className="issuer-choices">
        <TextField className="field" value={countries} onChange={setCountries}>
          <Label className="label">{t('lists.countries')}</Label>
          <Input placeholder="DE, FR, IE" />
        </TextField>
        <TextField className="field wide" type="url" value={address} onChange={setAddress}>
          <Label className="label">{t('lists.address')}</Label>
          <Input placeholder="https://ec.europa.eu/tools/lotl/eu-lotl.xml" />
        </TextField>
      </div>
      <ProblemList problems={problems} />
      <div className="actions">
        <Button className="button primary" type="submit" isDisabled={going || !(keys || pinned)}>
          {t(going ? 'lists.going' : 'lists.fetch')}
        </Button>
        <Button className="button" onPress={onCancel}>
          {t('issuers.cancel')}
        </Button>
      </div>
    </Form>
  );
}
