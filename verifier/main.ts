import { isLanguage, LANGUAGES, type Language } from '../shared/language.ts';
import { decodeBase64 } from '../shared/sealing/base64.ts';
import { readPem } from '../shared/sealing/certificate.ts';
import { isPicture, verifyPaperProof } from '../shared/verifying/paper.ts';
import { summarise } from '../shared/verifying/summary.ts';
import { prepareTrust } from '../shared/verifying/trust.ts';
import type { Verdict } from '../shared/verifying/verdict.ts';
import { LARGEST_FILE, verifyFile } from '../shared/verifying/verify.ts';
import { browserEngine } from './engine.ts';
import { readQrCodes } from './qr.ts';
import { type Words, wordsIn } from './words.ts';

/** What is shown of one file; the words come when it is drawn, so that the language can change afterwards. */
interface Answer {
  readonly file: string;
  readonly verdict?: Verdict;
  /** Keys of locales/<language>/verifier.json with what stands beside them. */
  readonly rows: readonly (readonly [key: string, value: string])[];
}

const trusted: Uint8Array[] = embedded();
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
  const known = wished.map((tag) => tag.slice(0, 2).toLowerCase()).filter(isLanguage);
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
  if (certificates.length > 0) trusted.push(...certificates);
  else answers.unshift(await answerTo(file.name, bytes));
}

async function answerTo(file: string, bytes: Uint8Array): Promise<Answer> {
  const at = new Date();
  const trust = prepareTrust({ roots: trusted });
  const { kind, verdict } = await verifyFile(bytes, trust, at, browserEngine);
  const sealed = kind !== 'unknown' && verdict.reason !== 'not-sealed';
  for (const text of !sealed && isPicture(bytes) ? await readQrCodes(bytes) : []) {
    const paper = await verifyPaperProof(text, trusted, trust, at, browserEngine);
    if (!paper) continue;
    const { claims } = paper;
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
    return { file, verdict: paper.verdict, rows: rows ?? [] };
  }
  const { payload } = verdict;
  const summary =
    payload && kind !== 'unknown'
      ? await summarise(kind, payload, browserEngine).catch(() => undefined)
      : undefined;
  return {
    file,
    verdict,
    rows: summary
      ? [
          ['holder', summary.name],
          ['credential', summary.title],
          ['number', summary.serial],
        ]
      : [],
  };
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

function draw(): void {
  document.documentElement.lang = words.language;
  document.title = words.say('title');
  for (const node of document.querySelectorAll<HTMLElement>('[data-word]')) {
    node.textContent = words.say(node.dataset.word ?? '');
  }
  languages.setAttribute('aria-label', words.say('language'));
  languages.value = words.language;
  element('trusted').textContent = words.say('trusted', { count: trusted.length });
  element('answers').replaceChildren(...answers.map(card));
}

const CLASSES = { 'TOTAL-PASSED': 'passed', 'TOTAL-FAILED': 'failed', INDETERMINATE: 'open' } as const;

function card({ file, verdict, rows }: Answer): HTMLElement {
  const article = document.createElement('article');
  const state = verdict ? CLASSES[verdict.indication] : 'open';
  article.className = state;
  const list = document.createElement('dl');
  for (const [key, value] of [...rows, ...(verdict ? rowsOf(verdict) : [])]) {
    list.append(withText('dt', words.say(key)), withText('dd', value));
  }
  const word = verdict
    ? [withText('h2', words.say(state)), withText('p', words.verdict(verdict.reason))]
    : [];
  const told = verdict && [verdict.indication, verdict.subIndication].filter(Boolean).join(' · ');
  article.append(...word, withText('p', [file, told].filter(Boolean).join(' — '), 'quiet'), list);
  if (verdict?.test) article.append(withText('p', words.cli('verify.test')));
  return article;
}

function rowsOf({
  sealedBy,
  claimedAt,
  proven,
  level,
  revocation,
  further = [],
}: Verdict): (readonly [string, string])[] {
  if (!sealedBy) return [];
  return [
    [
      'sealedBy',
      [sealedBy, ...further.map((seal) => seal.sealedBy)].map(({ subject }) => subject.text).join(' + '),
    ],
    ...(claimedAt ? [['time', claimedAt.toISOString()] as const] : []),
    ...(proven ? [['proven', `${proven.at.toISOString()}, ${proven.by.subject.text}`] as const] : []),
    ...(level ? [['level', level] as const] : []),
    ['revocation', words.cli(`verify.revocation.${revocation}`)],
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

for (const language of LANGUAGES) {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  const option = withText('option', name) as HTMLOptionElement;
  option.value = language;
  languages.append(option);
}
languages.addEventListener('change', () => {
  if (isLanguage(languages.value)) words = wordsIn(languages.value);
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
