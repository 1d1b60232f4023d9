import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RosterInspection } from '../../shared/desk/roster.ts';
import { localeOf } from '../locale.ts';
import { type IssueProject, useGo } from '../place.ts';
import { Choice } from '../ui/choice.tsx';
import { nameOf } from '../ui/name-of.ts';
import { ProblemList } from '../ui/problem-list.tsx';
import { Screen } from '../ui/screen.tsx';
import { MappingForm } from './mapping-form.tsx';
import { RosterReportView } from './roster-report.tsx';
import { correctionsOf, type Roster, useRoster } from './use-roster.ts';
import './roster.css';

interface RosterScreenParts {
  readonly roster: string;
  readonly project: IssueProject;
}

/** The learners before they are issued: which column is what, and which rows are still to be mended. */
export function RosterScreen({ roster: path, project }: RosterScreenParts) {
  const { t } = useTranslation();
  const go = useGo();
  const roster = useRoster(path);
  const { inspection, proposal, report } = roster;
  const back = { ...project, roster: path, corrections: correctionsOf(path) };
  return (
    <Screen
      title={t('roster.title')}
      actions={
        <Button className="button primary" onPress={() => go({ screen: 'issue', project: back })}>
          {t('roster.done')}
        </Button>
      }
    >
      <div className="roster">
        <section className="roster-mapping" aria-label={t('roster.mapping')}>
          <h2>{nameOf(path)}</h2>
          {inspection?.state === 'refused' && <ProblemList problems={inspection.problems} />}
          {inspection?.state === 'here' && <Source inspection={inspection.value} roster={roster} />}
          <h2>{t('roster.mapping')}</h2>
          {inspection?.state === 'here' && proposal?.state === 'here' && (
            <MappingForm
              columns={inspection.value.columns}
              proposal={proposal.value}
              onMap={(change) => void roster.map(change)}
            />
          )}
          <ProblemList problems={roster.problems} />
        </section>
        <section className="roster-rows" aria-label={t('roster.rows')}>
          {report?.state === 'refused' && <ProblemList problems={report.problems} />}
          {report?.state === 'here' && (
            <RosterReportView
              roster={path}
              report={report.value}
              onMend={(change) => void roster.mend(change)}
            />
          )}
        </section>
      </div>
    </Screen>
  );
}

/** What is in the file, and which of its sheets. */
function Source({ inspection, roster }: { readonly inspection: RosterInspection; readonly roster: Roster }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(localeOf(i18n.language));
  const { sheet, sheets = [], rows, hiddenRows } = inspection;
  return (
    <>
      {sheet !== undefined && sheets.length > 1 && (
        <Choice
          label={t('roster.sheet')}
          value={sheet}
          options={sheets.map(({ name }) => ({ key: name, text: name }))}
          onChange={(name) => void roster.choose(name)}
        />
      )}
      <p className="hint">
        {t('roster.count', { rows: number.format(rows) })}
        {hiddenRows > 0 && ` · ${t('roster.hidden', { rows: number.format(hiddenRows) })}`}
      </p>
    </>
  );
}
