import type { Concept } from '../credential/concept.ts';
import type { LocalizedText } from '../language.ts';

/*
 * What the European Learning Model has no property for is a note, and its subject says which note it is. The official
 * samples do the same with concepts of their own; these are Sealwright's, the same in every credential.
 */
const SCHEME = 'urn:sealwright:note-subject';

function subject(name: string, label: LocalizedText): Concept {
  return { uri: `${SCHEME}:${name}`, scheme: SCHEME, label };
}

/** Annex I O4 of Council Recommendation 2022/C 243/02. */
export const STACKABILITY: Concept = subject('stackability', {
  bg: 'Възможности за интегриране/натрупване',
  cs: 'Možnosti integrace/skládání',
  da: 'Integrations-/kombinationsmuligheder',
  de: 'Möglichkeiten der Integration/Kombination',
  el: 'Επιλογές ενσωμάτωσης/συνδυασμού',
  en: 'Integration/stackability options',
  es: 'Opciones de integración/acumulación',
  et: 'Lõimimise/kombineerimise võimalused',
  fi: 'Yhdistämis-/kasautumismahdollisuudet',
  fr: 'Possibilités d’intégration/de cumul',
  ga: 'Roghanna comhtháthaithe/cruachta',
  hr: 'Mogućnosti integracije/kombiniranja',
  hu: 'Integrálási/halmozási lehetőségek',
  it: 'Possibilità di integrazione/cumulo',
  lt: 'Integravimo/kaupimo galimybės',
  lv: 'Integrēšanas/apvienošanas iespējas',
  mt: 'Għażliet ta’ integrazzjoni/kumulabbiltà',
  nl: 'Mogelijkheden voor integratie/stapeling',
  pl: 'Możliwości integracji/łączenia',
  pt: 'Possibilidades de integração/acumulação',
  ro: 'Opțiuni de integrare/cumulare',
  sk: 'Možnosti integrácie/kombinovania',
  sl: 'Možnosti vključevanja/združevanja',
  sv: 'Möjligheter till integrering/kombinering',
  is: 'Möguleikar á samþættingu/uppsöfnun',
  nb: 'Muligheter for integrering/kombinering',
  nn: 'Høve til integrering/kombinering',
});

/** Annex I O5. */
export const FURTHER_INFORMATION: Concept = subject('further-information', {
  bg: 'Допълнителна информация',
  cs: 'Další informace',
  da: 'Yderligere oplysninger',
  de: 'Weitere Informationen',
  el: 'Περαιτέρω πληροφορίες',
  en: 'Further information',
  es: 'Más información',
  et: 'Lisateave',
  fi: 'Lisätiedot',
  fr: 'Informations complémentaires',
  ga: 'Tuilleadh faisnéise',
  hr: 'Dodatne informacije',
  hu: 'További információk',
  it: 'Ulteriori informazioni',
  lt: 'Papildoma informacija',
  lv: 'Papildu informācija',
  mt: 'Aktar informazzjoni',
  nl: 'Aanvullende informatie',
  pl: 'Dodatkowe informacje',
  pt: 'Informações adicionais',
  ro: 'Informații suplimentare',
  sk: 'Ďalšie informácie',
  sl: 'Dodatne informacije',
  sv: 'Ytterligare information',
  is: 'Frekari upplýsingar',
  nb: 'Tilleggsopplysninger',
  nn: 'Tilleggsopplysningar',
});

/** Said in every credential sealed with a test seal. */
export const TEST_CREDENTIAL: Concept = subject('test', {
  bg: 'Пробен документ без правна стойност',
  cs: 'Zkušební dokument bez právní hodnoty',
  da: 'Prøvebevis uden retsvirkning',
  de: 'Probedokument ohne Rechtswirkung',
  el: 'Δοκιμαστικό έγγραφο χωρίς νομική ισχύ',
  en: 'Test document without legal value',
  es: 'Documento de prueba sin valor legal',
  et: 'Õigusliku jõuta proovidokument',
  fi: 'Koeasiakirja, ei oikeudellista merkitystä',
  fr: 'Document d’essai sans valeur juridique',
  ga: 'Doiciméad tástála gan luach dlíthiúil',
  hr: 'Probni dokument bez pravne vrijednosti',
  hu: 'Próbadokumentum, jogi érvénye nincs',
  it: 'Documento di prova privo di valore legale',
  lt: 'Bandomasis dokumentas be teisinės galios',
  lv: 'Izmēģinājuma dokuments bez juridiska spēka',
  mt: 'Dokument tal-prova mingħajr valur legali',
  nl: 'Proefdocument zonder rechtsgeldigheid',
  pl: 'Dokument próbny bez mocy prawnej',
  pt: 'Documento de teste sem valor legal',
  ro: 'Document de probă fără valoare juridică',
  sk: 'Skúšobný dokument bez právnej hodnoty',
  sl: 'Preskusni dokument brez pravne veljave',
  sv: 'Provdokument utan rättsverkan',
  is: 'Prófunarskjal án réttaráhrifa',
  nb: 'Prøvedokument uten rettsvirkning',
  nn: 'Prøvedokument utan rettsverknad',
});

/** The words in the place of a grade when none was given. */
export const WITHOUT_GRADE: LocalizedText = {
  bg: 'Без оценка',
  cs: 'Bez známky',
  da: 'Uden karakter',
  de: 'Ohne Note',
  el: 'Χωρίς βαθμό',
  en: 'Without grade',
  es: 'Sin calificación',
  et: 'Ilma hindeta',
  fi: 'Ilman arvosanaa',
  fr: 'Sans note',
  ga: 'Gan ghrád',
  hr: 'Bez ocjene',
  hu: 'Érdemjegy nélkül',
  it: 'Senza voto',
  lt: 'Be pažymio',
  lv: 'Bez atzīmes',
  mt: 'Mingħajr grad',
  nl: 'Zonder cijfer',
  pl: 'Bez oceny',
  pt: 'Sem classificação',
  ro: 'Fără notă',
  sk: 'Bez známky',
  sl: 'Brez ocene',
  sv: 'Utan betyg',
  is: 'Án einkunnar',
  nb: 'Uten karakter',
  nn: 'Utan karakter',
};
