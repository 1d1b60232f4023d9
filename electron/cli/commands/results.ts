import { RESULT_FORMS, type ResultsOrder } from '../../../shared/desk/results.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { missing, needed, nothingElse, one, text, wrong } from '../options.ts';

export const resultsCommand = defineCommand<ResultsOrder>({
  name: 'results',
  summary: 'write what a batch has issued as others import it',
  help: `sealwright results FOLDER --for LIST [--page URL]

FOLDER is what "sealwright issue --out" filled; the files go into FOLDER/results.

  --for LIST         any of: moodle, canvas (grades as CSV), linkedin (links by which learners add it to their
                     profile), cartridge (IMS Common Cartridge with web links; needs --page), open-badges (all badges
                     in one file), api (JSON of what was issued, with its OpenAPI description)
  --page URL         where a credential can be checked, https; {serial} and {id} are replaced`,
  options: { for: one, page: one },
  read(values, [batch, ...others]) {
    if (batch === undefined) return refused(missing('FOLDER'));
    const [first, ...more] = [...needed(values, 'for'), ...nothingElse(others)];
    if (first) return refused(first, ...more);
    const told = text(values.for).split(',');
    const forms = RESULT_FORMS.filter((form) => told.includes(form));
    if (forms.length !== told.length) return refused(wrong('--for', text(values.for)));
    const page = values.page === undefined ? undefined : text(values.page);
    if (page !== undefined && URL.parse(page)?.protocol !== 'https:') return refused(wrong('--page', page));
    if (forms.includes('cartridge') && page === undefined) return refused(missing('--page'));
    return done({ batch, forms, ...(page !== undefined && { page }) });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('results.write', order), voice, (written) => {
      voice.object({ kind: 'result', ...written });
      for (const file of written.files) voice.line(file);
      return EXIT.ok;
    });
  },
});
