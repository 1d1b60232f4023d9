import { answer } from '../shared/answer/answer.ts';
import type { Check } from '../shared/answer/check.ts';
import { factsOf } from '../shared/answer/facts.ts';
import { compareForms } from '../shared/answer/forms.ts';
import { answerPaper } from '../shared/answer/paper.ts';
import { readStatusFile } from '../shared/answer/status-file.ts';
import { isWindowLanguage, LANGUAGES, type Language } from '../shared/language.ts';
import { decodeBase64 } from '../shared/sealing/base64.ts';
import { readPem } from '../shared/sealing/certificate.ts';
import { calledBy } from '../shared/sealing/certificate-name.ts';
import type { ControllerDocument } from '../shared/sealing/controller-document.ts';
import { CONTROLLER_FILE, readControllerDocument } from '../shared/sealing/known-controller.ts';
import { NO_ISSUERS } from '../shared/trust/issuers/issuer.ts';
import { verifyContainer } from '../shared/verifying/asic/verify.ts';
import { isPicture, verifyPaperProof } from '../shared/verifying/paper.ts';
import { pagePictures, rgbaOf } from '../shared/verifying/pdf/page-pictures.ts';
import { pageTexts } from '../shared/verifying/pdf/page-text.ts';
import { summarise } from '../shared/verifying/summary.ts';
import { prepareTrust } from '../shared/verifying/trust.ts';
import type { Verdict, VerdictReason } from '../shared/verifying/verdict.ts';
import { LARGEST_FILE, verifyFile } from '../shared/verifying/verify.ts';
import { serveCamera } from './camera.ts';
import { browserEngine } from './engine.ts';
import { readQrCodes } from './qr.ts';
import { type Words, wordsIn } from './words.ts';

/** What is shown of one file; the words come when it is drawn, so that the language can change afterwards. */
interface Answer {
  readonly file: string;
  readonly verdict?: Verdict;
  readonly checks?: readonly Check[];
  /** Keys of locales/<language>/verifier.json with what stands beside them. */
  readonly rows: readonly (readonly [key: string, value: string])[];
}

/** In the place of a file's name. */
const CAMERA = '';

const trusted: Uint8Array[] = embedded();
/** Revocation lists and status lists that were dropped; they serve what is dropped after them. */
const crls: Uint8Array[] = [];
const statusLists: Uint8Array[] = [];
/** Issuers' documents that were dropped, for credentials that name their key by its address. */
const controllers: ControllerDocument[] = [];
const answers: Answer[] = [];
let words: Words = wordsIn(firstLanguage());

const place = element('place');
const input = element('file') as HTMLInputElement;
const languages = element('language') as HTMLSelectElement;

/** Certificates that an institution has put into its copy of this page, base64. */
function embedded(): Uint8Array[] {
  const { roots } = JSON.parse(element('trust').textContent ?? '{}') as {
    readonly roots?: readonly string[];
  };
  return (roots ?? []).flatMap((text) => decodeBase64(text, 'base64') ?? []);
}

function firstLanguage(): Language {
  const wished = [new URLSearchParams(location.search).get('lang') ?? '', ...navigator.languages];
  const known = wished.map((tag) => tag.slice(0, 2).toLowerCase()).filter(isWindowLanguage);
  return known[0] ?? 'en';
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

async function look(file: File): Promise<void> {
  if (file.size > LARGEST_FILE) {
    answers.unshift({ file: file.name, rows: [['large', '']] });
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const certificates = /\.(?:pem|crt|cer)$/i.test(file.name) ? readPem(bytes) : [];
  const controller = file.name === CONTROLLER_FILE ? readControllerDocument(bytes) : undefined;
  const lists = /\.(?:pem|crl)$/i.test(file.name) ? readPem(bytes, 'X509 CRL') : [];
  if (certificates.length + lists.length > 0) {
    trusted.push(...certificates);
    if (certificates.length === 0 || bytes[0] !== SEQUENCE) crls.push(...lists);
  } else if (controller) controllers.push(controller);
  else if (/\.jwt$/i.test(file.name) && (await isStatusList(bytes))) statusLists.push(bytes);
  else answers.unshift(await answerTo(file.name, bytes));
}

/** A DER file begins with it, whatever it holds; only its ending tells a certificate from a revocation list. */
const SEQUENCE = 0x30;

async function isStatusList(bytes: Uint8Array): Promise<boolean> {
  return (
    (await readStatusFile(bytes, prepareTrust({ roots: trusted }), new Date(), browserEngine)) !== undefined
  );
}

async function answerTo(file: string, bytes: Uint8Array): Promise<Answer> {
  const at = new Date();
  const trust = prepareTrust({ roots: trusted, crls });
  const inside = await verifyContainer(bytes, trust, at, browserEngine);
  if (inside) return { file, verdict: inside, checks: checksOf(inside, at), rows: [] };
  const { kind, verdict } = await verifyFile(bytes, trust, at, browserEngine, undefined, controllers);
  const sealed = kind !== 'unknown' && verdict.reason !== 'not-sealed';
  const sheet = sealed ? undefined : await answerToCodes(file, await codesIn(bytes));
  if (sheet) return sheet;
  const { payload } = verdict;
  const summary =
    payload && kind !== 'unknown'
      ? await summarise(kind, payload, browserEngine).catch(() => undefined)
      : undefined;
  const facts =
    payload && summary && kind !== 'unknown'
      ? await factsOf(kind, payload, browserEngine).catch(() => undefined)
      : undefined;
  const read = statusLists.map((list) => readStatusFile(list, trust, at, browserEngine));
  const lists = (await Promise.all(read)).filter((list) => list !== undefined);
  const forms =
    summary && facts
      ? await compareForms(verdict, { summary, facts }, browserEngine).catch(() => undefined)
      : undefined;
  const { checks, against } = answer({
    ...{ verdict, at, content: [], issuers: NO_ISSUERS, lists },
    ...(facts && { facts }),
    ...(summary && { summary }),
    ...(forms && { forms }),
    ...(kind === 'pdf' && summary && { page: { texts: pageTexts(bytes, browserEngine) } }),
  });
  return {
    file,
    verdict: { ...verdict, ...doubt(verdict, against) },
    // What the rules of a format say is asked where formats are at hand; here nothing was, so nothing is said.
    checks: checks.filter(({ name }) => name !== 'content'),
    rows: summary
      ? [
          ['holder', summary.name],
          ['credential', summary.title],
          ['number', summary.serial],
        ]
      : [],
  };
}

/** Of a container, whose files are not read further. */
function checksOf(verdict: Verdict, at: Date): readonly Check[] {
  const { payload: _, ...alone } = verdict;
  return answer({ verdict: alone, at, content: [], issuers: NO_ISSUERS, lists: [] }).checks;
}

/** Texts of the QR codes on a picture, or on the pages of a PDF. */
async function codesIn(bytes: Uint8Array): Promise<readonly string[]> {
  if (isPicture(bytes)) return readQrCodes(bytes);
  const found: string[] = [];
  for (const picture of pagePictures(bytes, browserEngine)) {
    found.push(
      ...(await readQrCodes(
        picture.kind === 'jpeg'
          ? picture.bytes
          : new ImageData(rgbaOf(picture), picture.width, picture.height),
      )),
    );
  }
  return found;
}

/** Undefined for codes without a proof of ours. */
async function answerToCodes(file: string, texts: readonly string[]): Promise<Answer | undefined> {
  const trust = prepareTrust({ roots: trusted, crls });
  const paper = await verifyPaperProof(texts, trusted, trust, new Date(), browserEngine);
  if (!paper) return undefined;
  const { claims, verdict } = paper;
  const { checks, against } = answerPaper(paper, NO_ISSUERS, new Date());
  const rows =
    claims &&
    ([
      ['paper', ''],
      ['holder', [`${claims.givenName} ${claims.familyName}`, claims.birthDate].filter(Boolean).join(', ')],
      ['credential', claims.title],
      ['number', claims.serial],
      ['awardedOn', `${claims.awardedOn}, ${claims.awardingBody}`],
      ...(claims.expiresAt ? [['expiresOn', dayOf(new Date(claims.expiresAt * 1000))] as const] : []),
    ] as const);
  return { file, verdict: { ...verdict, ...doubt(verdict, against) }, checks, rows: rows ?? [] };
}

/** A seal that holds over what does not hold any more. */
function doubt({ indication }: Verdict, reason: VerdictReason | undefined) {
  return reason && indication === 'TOTAL-PASSED'
    ? ({ indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE', reason } as const)
    : undefined;
}

/** Who scans a sheet whose code leads to this page has the proof behind the `#`; it never leaves the browser. */
async function lookAtAddress(): Promise<void> {
  const answer = await answerToCodes(location.hash.slice(0, 12), [location.hash]);
  if (!answer) return;
  answers.unshift(answer);
  draw();
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

function draw(): void {
  document.documentElement.lang = words.language;
  document.title = words.say('title');
  for (const node of document.querySelectorAll<HTMLElement>('[data-word]')) {
    node.textContent = words.say(node.dataset.word ?? '');
  }
  for (const node of document.querySelectorAll<HTMLElement>('[data-answer]')) {
    node.textContent = words.answer(node.dataset.answer ?? '');
  }
  languages.setAttribute('aria-label', words.say('language'));
  languages.value = words.language;
  element('trusted').textContent = [
    words.say('trusted', { count: trusted.length }),
    ...(crls.length > 0 ? [`CRL: ${crls.length}`] : []),
    ...(controllers.length > 0 ? [`${CONTROLLER_FILE}: ${controllers.length}`] : []),
  ].join(' · ');
  element('answers').replaceChildren(...answers.map(card));
}

const CLASSES = { 'TOTAL-PASSED': 'passed', 'TOTAL-FAILED': 'failed', INDETERMINATE: 'open' } as const;

/** Beside the words, for a column to look down. */
const MARKS = { good: '✓', bad: '✗', open: '?' } as const;

function card({ file, verdict, rows, checks = [] }: Answer): HTMLElement {
  const article = document.createElement('article');
  const state = verdict ? CLASSES[verdict.indication] : 'open';
  article.className = state;
  const list = document.createElement('dl');
  for (const [key, value] of [...rows, ...(verdict ? rowsOf(verdict) : [])]) {
    list.append(withText('dt', words.say(key)), withText('dd', value));
  }
  for (const check of checks) {
    const [name, said] = words.check(check);
    const [term, description] = [withText('dt', name), withText('dd', `${MARKS[check.state]} ${said}`)];
    list.append(term, description);
  }
  const word = verdict
    ? [withText('h2', words.say(state)), withText('p', words.verdict(verdict.reason))]
    : [];
  const told = verdict && [verdict.indication, verdict.subIndication].filter(Boolean).join(' · ');
  const name = file === CAMERA ? words.answer('camera.source') : file;
  article.append(...word, withText('p', [name, told].filter(Boolean).join(' — '), 'quiet'), list);
  if (verdict?.test) article.append(withText('p', words.cli('verify.test')));
  return article;
}

function rowsOf({
  sealedBy,
  claimedAt,
  proven,
  level,
  further = [],
}: Verdict): (readonly [string, string])[] {
  if (!sealedBy) return [];
  return [
    [
      'sealedBy',
      [sealedBy, ...further.map((seal) => seal.sealedBy)].map(({ subject }) => calledBy(subject)).join(' + '),
    ],
    ...(claimedAt ? [['time', claimedAt.toISOString()] as const] : []),
    ...(proven ? [['proven', `${proven.at.toISOString()}, ${proven.by.subject.text}`] as const] : []),
    ...(level ? [['level', level] as const] : []),
  ];
}

function withText(name: string, text: string, className = ''): HTMLElement {
  const node = document.createElement(name);
  node.textContent = text;
  if (className) node.className = className;
  return node;
}

async function take(files: Iterable<File>): Promise<void> {
  for (const file of files) {
    await look(file);
    draw();
  }
}

serveCamera(
  {
    ...{ button: element('camera'), place: element('look'), said: element('look-said') },
    view: element('view') as HTMLVideoElement,
  },
  async (texts) => {
    const answer = await answerToCodes(CAMERA, texts);
    if (answer) answers.unshift(answer);
    return answer !== undefined;
  },
  draw,
);

for (const language of LANGUAGES) {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  const option = withText('option', name) as HTMLOptionElement;
  option.value = language;
  languages.append(option);
}
addEventListener('hashchange', () => void lookAtAddress());
languages.addEventListener('change', () => {
  if (isWindowLanguage(languages.value)) words = wordsIn(languages.value);
  draw();
});
input.addEventListener('change', () => {
  void take([...(input.files ?? [])]).then(() => {
    input.value = '';
  });
});
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  place.classList.add('over');
});
document.addEventListener('dragleave', () => place.classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  place.classList.remove('over');
  void take([...(event.dataTransfer?.files ?? [])]);
});
draw();
void lookAtAddress();
