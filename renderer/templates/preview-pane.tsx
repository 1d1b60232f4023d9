import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { nativeName } from '../locale.ts';
import { Choice } from '../ui/choice.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageView } from '../ui/page-view.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import type { Preview } from './use-preview.ts';
import './preview.css';

/** The page exactly as it will print, for any learner of the roster and in every language of the template. */
export function PreviewPane({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation();
  const { answer, learner, turnTo, speak } = preview;
  if (!answer) {
    return (
      <section className="preview blank" aria-label={t('preview.label')}>
        <p>{t('preview.none')}</p>
      </section>
    );
  }
  if (answer.state === 'waiting') {
    return <section className="preview blank" aria-busy="true" aria-label={t('preview.label')} />;
  }
  if (answer.state === 'refused') {
    return (
      <section className="preview blank" aria-label={t('preview.label')}>
        <ProblemList problems={answer.problems} />
      </section>
    );
  }
  const { languages, language, learners, pages, problems } = answer.value;
  const { name } = answer.value.learner;
  return (
    <section className="preview" aria-label={t('preview.label')}>
      <div className="preview-bar">
        {learners > 0 ? (
          <div className="pager">
            <Button
              className="button quiet"
              aria-label={t('preview.previous')}
              isDisabled={learner === 0}
              onPress={() => turnTo(learner - 1)}
            >
              <Icon name="left" />
            </Button>
            <span aria-live="polite" title={name}>
              {t('preview.learner', { number: learner + 1, learners })}
            </span>
            <Button
              className="button quiet"
              aria-label={t('preview.next')}
              isDisabled={learner >= learners - 1}
              onPress={() => turnTo(learner + 1)}
            >
              <Icon name="right" />
            </Button>
          </div>
        ) : (
          <span className="hint">{t('preview.invented')}</span>
        )}
        <Choice
          label={t('preview.language')}
          value={language}
          options={languages.map((key) => ({ key, text: nativeName(key) }))}
          onChange={speak}
        />
      </div>
      <ProblemList problems={problems} />
      <div className="pages">
        {pages.map((svg, index) => (
          <PageView
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is told by its number.
            key={index}
            svg={svg}
            label={t('preview.page', { number: index + 1, name })}
          />
        ))}
      </div>
    </section>
  );
}
