import type { AddressForm } from '../credential/address-form.ts';
import { plainHeading } from './heading.ts';

/**
 * How registries write it, in the languages of the Union and of the European Economic Area. Letters that mean the one
 * in one country and the other in another (k, v, n, ž) are in none.
 */
const WORDS: Readonly<Record<AddressForm, string>> = {
  feminine:
    'f feminine female w weiblich frau mrs ms miss женски жена госпожа žensky ženský žena paní pani kvinde kvinna kvinne kvenkyn kona kvinnelig kvinneleg kvindelig kvinnlig fru θηλυκό θήλυ γυναίκα κυρία femenino femenina mujer señora sra naine naissoost naispuolinen nainen rouva féminin femme mme madame baininscneach bean baineann ženski gospođa nő nőnemű femminile donna signora moteriška moteris moteriškoji sieviete sieviešu sievišķs mara femminil vrouw vrouwelijk mevrouw żeńska żeński kobieta feminino feminina mulher feminin femeie doamna ženské gospa',
  masculine:
    'm masculine male männlich herr mr мъжки мъж господин mužský muž pan pán mand man mann karl karlkyn mannlig mannleg mandlig manlig hr herra αρσενικό άρρεν άνδρας κύριος masculino hombre señor sr mees meessoost mies miespuolinen masculin homme monsieur firinscneach fear fireann muški gospodin férfi hímnemű maschile uomo signor vyras vyriška vyriškoji vīrietis vīriešu vīrišķs raġel maskil mannelijk meneer męska męski mężczyzna homem masculina bărbat domnul mužské moški gospod',
  neutral:
    'x d n/a nb mx neutral neuter diverse divers nonbinary other none inny inne annet anna annað andet annan muu egyéb altro autre outro otro otra overig anders drugo jiné iné kita cits alt neutre neutro neutralny neutrální neutrálny neutro neutraal neutralt nøytral nötral neitrāls neutralus semleges hlutlaus ουδέτερο άλλο неутрално друго eile newtrali neodrach',
};

const FORM_BY_WORD: ReadonlyMap<string, AddressForm> = new Map(
  Object.entries(WORDS).flatMap(([form, words]) =>
    words.split(' ').map((word): [string, AddressForm] => [plainHeading(word), form as AddressForm]),
  ),
);

/** Undefined for a word that is none of them. */
export function readAddressForm(text: string): AddressForm | undefined {
  return FORM_BY_WORD.get(plainHeading(text));
}
