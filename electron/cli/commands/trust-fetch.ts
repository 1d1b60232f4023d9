import type { FetchListsOrder } from '../../../shared/desk/trust.ts';
import { done, refused } from '../../../shared/problem.ts';
import { isListAddress } from '../../trusted-lists/ask.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { many, nothingElse, one, text, texts, wrong } from '../options.ts';

export const trustFetchCommand = defineCommand<FetchListsOrder>({
  name: 'trust fetch',
  summary: 'fetch the EU’s trusted lists',
  help: `sealwright trust fetch --list-key KEY.pem… [--territory CODE]…

Asks the network for the EU's list of trusted lists and for the national lists it names (ETSI TS 119 612), and keeps those
whose seals lead to a key that you have pinned, by the pivots if need be. sealwright verify goes by what is kept, until
it is out of date; nothing fetches it again but this command. A list that is not believed, or older than the one that is
kept, is told and not kept.

  --list-key FILE    the keys that the Official Journal names for the list of lists, PEM or DER; those given once are
                     kept. May be given several times
  --territory CODE   whose lists, in two letters as the lists write them (EL for Greece); all when left out. May be
                     given several times
  --address URL      of the list of lists; https://ec.europa.eu/tools/lotl/eu-lotl.xml when left out
  --data FOLDER      where they are kept; the system's place for data when left out`,
  options: { 'list-key': many, territory: many, address: one, data: one },
  read(values, files) {
    const [other] = nothingElse(files);
    if (other) return refused(other);
    const territories = texts(values.territory).map((code) => code.toUpperCase());
    const strange = territories.find((code) => !/^[A-Z]{2}$/.test(code));
    if (strange !== undefined) return refused(wrong('--territory', strange));
    const address = values.address === undefined ? undefined : text(values.address);
    if (address !== undefined && !isListAddress(address)) return refused(wrong('--address', address));
    return done({
      listKeys: texts(values['list-key']),
      ...(territories.length > 0 && { territories }),
      ...(address !== undefined && { address }),
      ...(values.data !== undefined && { data: text(values.data) }),
    });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('trust.fetch', order), voice, ({ fetched, same, problems }) => {
      voice.object({ kind: 'result', fetched, same, problems });
      voice.problems(problems);
      voice.line(voice.words.say('trust.fetched', { fetched, same }));
      return problems.length > 0 ? EXIT.partly : EXIT.ok;
    });
  },
});
