import type { LocalizedText } from '../language.ts';
import type { CredentialKind } from './kind.ts';

/*
 * Part of what is sealed, so they stand with the model and not with the words of the screen. "Micro-credential" is in
 * each language the term of Council Recommendation 2022/C 243/02.
 */

const MICRO_CREDENTIAL_NAME: LocalizedText = {
  bg: 'Микроудостоверение',
  cs: 'Mikrocertifikát',
  da: 'Mikroeksamensbevis',
  de: 'Microcredential',
  el: 'Μικροδιαπιστευτήριο',
  en: 'Micro-credential',
  es: 'Microcredencial',
  et: 'Mikrokvalifikatsioonitunnistus',
  fi: 'Pieni osaamiskokonaisuus',
  fr: 'Microcertification',
  ga: 'Micridhintiúr',
  hr: 'Mikrokvalifikacija',
  hu: 'Mikrotanúsítvány',
  it: 'Microcredenziale',
  lt: 'Mikrokredencialas',
  lv: 'Mikroapliecinājums',
  mt: 'Mikrokredenzjal',
  nl: 'Microcredential',
  pl: 'Mikropoświadczenie',
  pt: 'Microcredencial',
  ro: 'Microcertificat',
  sk: 'Mikrocertifikát',
  sl: 'Mikrodokazilo',
  sv: 'Mikromerit',
  is: 'Örnámsvottorð',
  nb: 'Mikrobevis',
  nn: 'Mikrobevis',
};

const DEGREE_NAME: LocalizedText = {
  bg: 'Диплома за висше образование',
  cs: 'Vysokoškolský diplom',
  da: 'Videregående uddannelsesgrad',
  de: 'Hochschulabschluss',
  el: 'Τίτλος σπουδών ανώτατης εκπαίδευσης',
  en: 'Degree',
  es: 'Título de educación superior',
  et: 'Kõrgharidusdiplom',
  fi: 'Korkeakoulututkinto',
  fr: 'Diplôme d’enseignement supérieur',
  ga: 'Céim',
  hr: 'Diploma visokog obrazovanja',
  hu: 'Felsőoktatási oklevél',
  it: 'Titolo di istruzione superiore',
  lt: 'Aukštojo mokslo diplomas',
  lv: 'Augstākās izglītības diploms',
  mt: 'Lawrja',
  nl: 'Graad van hoger onderwijs',
  pl: 'Dyplom ukończenia studiów',
  pt: 'Grau de ensino superior',
  ro: 'Diplomă de studii superioare',
  sk: 'Vysokoškolský diplom',
  sl: 'Diploma o visokošolski izobrazbi',
  sv: 'Högskoleexamen',
  is: 'Háskólagráða',
  nb: 'Grad',
  nn: 'Grad',
};

const NOT_A_DEGREE: LocalizedText = {
  bg: 'Микроудостоверението удостоверява учебните резултати от кратък учебен опит. То не е диплома за образователна степен.',
  cs: 'Mikrocertifikát osvědčuje výsledky krátkého učení. Není vysokoškolským diplomem.',
  da: 'Et mikroeksamensbevis attesterer læringsudbyttet af et kort læringsforløb. Det er ikke en akademisk grad.',
  de: 'Eine Microcredential bescheinigt die Lernergebnisse einer kurzen Lernerfahrung. Sie ist kein Hochschulabschluss.',
  el: 'Το μικροδιαπιστευτήριο βεβαιώνει τα μαθησιακά αποτελέσματα μιας σύντομης μαθησιακής εμπειρίας. Δεν αποτελεί τίτλο σπουδών.',
  en: 'A micro-credential attests the learning outcomes of a short learning experience. It is not a degree.',
  es: 'Una microcredencial certifica los resultados de una experiencia de aprendizaje breve. No es un título universitario.',
  et: 'Mikrokvalifikatsioonitunnistus tõendab lühikese õppe õpiväljundeid. See ei ole kõrgharidusdiplom.',
  fi: 'Pieni osaamiskokonaisuus osoittaa lyhyen opintokokonaisuuden oppimistulokset. Se ei ole tutkinto.',
  fr: 'Une microcertification atteste les acquis d’une courte expérience d’apprentissage. Elle n’est pas un diplôme universitaire.',
  ga: 'Deimhníonn micridhintiúr torthaí foghlama eispéiris ghairid foghlama. Ní céim é.',
  hr: 'Mikrokvalifikacija potvrđuje ishode učenja kratkog iskustva učenja. Ona nije diploma visokog obrazovanja.',
  hu: 'A mikrotanúsítvány egy rövid tanulási folyamat tanulási eredményeit igazolja. Nem minősül felsőoktatási oklevélnek.',
  it: 'Una microcredenziale attesta i risultati di una breve esperienza di apprendimento. Non è un titolo di studio universitario.',
  lt: 'Mikrokredencialas patvirtina trumpos mokymosi patirties rezultatus. Tai nėra aukštojo mokslo diplomas.',
  lv: 'Mikroapliecinājums apliecina īsas mācību pieredzes rezultātus. Tas nav augstākās izglītības diploms.',
  mt: 'Mikrokredenzjal jiċċertifika r-riżultati tat-tagħlim ta’ esperjenza qasira ta’ tagħlim. Mhuwiex lawrja.',
  nl: 'Een microcredential bevestigt de leerresultaten van een korte leerervaring. Het is geen graad van hoger onderwijs.',
  pl: 'Mikropoświadczenie potwierdza efekty krótkiego uczenia się. Nie jest dyplomem ukończenia studiów.',
  pt: 'Uma microcredencial certifica os resultados de uma curta experiência de aprendizagem. Não é um grau académico.',
  ro: 'Un microcertificat atestă rezultatele unei experiențe scurte de învățare. Nu este o diplomă de studii superioare.',
  sk: 'Mikrocertifikát osvedčuje výsledky krátkeho učenia. Nie je vysokoškolským diplomom.',
  sl: 'Mikrodokazilo potrjuje učne izide kratke učne izkušnje. Ni diploma o visokošolski izobrazbi.',
  sv: 'En mikromerit intygar läranderesultaten av en kort utbildning. Den är ingen examen.',
  is: 'Örnámsvottorð staðfestir hæfniviðmið stutts náms. Það er ekki háskólagráða.',
  nb: 'Et mikrobevis attesterer læringsutbyttet av et kort utdanningstilbud. Det er ikke en grad.',
  nn: 'Eit mikrobevis attesterer læringsutbytet av eit kort utdanningstilbod. Det er ikkje ein grad.',
};

export const KIND_NAMES: Readonly<Record<CredentialKind, LocalizedText>> = {
  'micro-credential': MICRO_CREDENTIAL_NAME,
  degree: DEGREE_NAME,
};

/** That a micro-credential is no degree, on its page and in its data alike. Nothing needs to be said of a degree. */
export function kindStatement(kind: CredentialKind): LocalizedText | undefined {
  return kind === 'micro-credential' ? NOT_A_DEGREE : undefined;
}
