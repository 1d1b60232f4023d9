import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { isLanguage, type Language } from '../../shared/language.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { SEAL_ALGORITHMS, type SealAlgorithmName } from '../../shared/sealing/algorithms.ts';
import { EXPORT_NAMES, type ExportName } from '../../shared/template/exports.ts';
import { isAuthorityAddress } from '../timestamp/client.ts';

/** What every command takes. */
export interface Manner {
  readonly json: boolean;
  /** Of the messages; the system's language when untold. */
  readonly language?: Language;
}

export interface PasswordSource {
  /** Number of a descriptor that the password's line can be read from. */
  readonly descriptor?: number;
}

export type Command =
  | { readonly kind: 'help'; readonly topic?: string }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'issue';
      readonly template: string;
      readonly roster: string;
      readonly seal: string;
      readonly sealKey?: string;
      readonly algorithm?: SealAlgorithmName;
      readonly out: string;
      readonly register?: string;
      readonly languages?: readonly Language[];
      readonly exports?: readonly ExportName[];
      readonly timestamps?: readonly string[];
      readonly timestampTrust?: readonly string[];
      readonly dryRun: boolean;
      readonly password: PasswordSource;
    }
  | {
      readonly kind: 'verify';
      readonly files: readonly string[];
      readonly trust: readonly string[];
      readonly crls: readonly string[];
    }
  | { readonly kind: 'template check'; readonly template: string }
  | {
      readonly kind: 'seal inspect';
      readonly seal: string;
      readonly sealKey?: string;
      readonly algorithm?: SealAlgorithmName;
      readonly password: PasswordSource;
    }
  | {
      readonly kind: 'demo';
      readonly out: string;
      readonly learners?: number;
      readonly key: DemoKey;
      readonly allFormats: boolean;
    };

export const DEMO_KEYS = ['P-256', 'P-384', 'RSA-2048', 'RSA-3072'] as const;
export type DemoKey = (typeof DEMO_KEYS)[number];

type Read = Outcome<{ readonly command: Command; readonly manner: Manner }>;
type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

const one = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;
const COMMON = { json: flag, lang: one, help: { ...flag, short: 'h' } } as const;

const OPTIONS: Readonly<Record<Exclude<Command['kind'], 'help' | 'version'>, ParseArgsOptionsConfig>> = {
  issue: {
    template: one,
    roster: one,
    seal: one,
    'seal-key': one,
    algorithm: one,
    out: one,
    register: one,
    languages: one,
    exports: one,
    timestamp: many,
    'timestamp-trust': many,
    'dry-run': flag,
    'password-fd': one,
  },
  verify: { trust: many, crl: many },
  'template check': {},
  'seal inspect': { 'seal-key': one, algorithm: one, 'password-fd': one },
  demo: { out: one, learners: one, key: one, 'all-formats': flag },
};

export function isCommand(name: string): name is keyof typeof OPTIONS {
  return Object.hasOwn(OPTIONS, name);
}

/**
 * Reads the words after `sealwright`.
 * Problems: `usage.option-unknown`, `usage.option-missing`, `usage.value-wrong`, `usage.language-unknown`.
 */
export function readUsage(words: readonly string[]): Read {
  const [first = 'help', second = '', ...others] = words;
  if (first === 'help' || first === '--help' || first === '-h') {
    const topic = [second, ...others].filter((word) => !word.startsWith('-')).join(' ');
    return said({ kind: 'help', ...(topic && { topic }) }, { json: false });
  }
  if (first === '--version' || first === 'version') return said({ kind: 'version' }, { json: false });
  const name = isCommand(`${first} ${second}`) ? `${first} ${second}` : first;
  if (!isCommand(name))
    return refused({ code: 'usage.option-unknown', facts: { option: name.slice(0, 60) } });
  return readOptions(name, words.slice(name.split(' ').length));
}

function readOptions(name: keyof typeof OPTIONS, words: readonly string[]): Read {
  const { values, positionals, tokens } = parseArgs({
    args: [...words],
    options: { ...OPTIONS[name], ...COMMON },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  if (values.help) return said({ kind: 'help', topic: name }, { json: false });
  const known: ParseArgsOptionsConfig = { ...OPTIONS[name], ...COMMON };
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = known[token.name];
    // A password given here by mistake must not be repeated on a screen.
    if (!option) return refused({ code: 'usage.option-unknown', facts: { option: token.rawName } });
    if ((option.type === 'string') !== (token.value !== undefined)) {
      return refused({
        code: 'usage.value-wrong',
        facts: { option: token.rawName, value: token.value ?? '' },
      });
    }
  }
  const lang = values.lang;
  if (typeof lang === 'string' && !isLanguage(lang)) {
    return refused({ code: 'usage.language-unknown', where: { language: lang } });
  }
  const command = COMMANDS[name](values as Values, positionals);
  if (!command.ok) return command;
  return said(command.value, {
    json: values.json === true,
    ...(typeof lang === 'string' && isLanguage(lang) && { language: lang }),
  });
}

function said(command: Command, manner: Manner): Read {
  return done({ command, manner });
}

const COMMANDS: Readonly<
  Record<keyof typeof OPTIONS, (values: Values, files: readonly string[]) => Outcome<Command>>
> = {
  issue(values, files) {
    const problems = [...needed(values, 'template', 'roster', 'seal', 'out'), ...nothingElse(files)];
    const languages = languagesIn(values.languages);
    const exports = exportsIn(values.exports);
    const descriptor = descriptorIn(values['password-fd']);
    if (!languages.ok) return languages;
    if (!exports.ok) return exports;
    if (!descriptor.ok) return descriptor;
    const key = keyIn(values);
    if (!key.ok) return key;
    const stamping = timestampsIn(values);
    if (!stamping.ok) return stamping;
    const [first, ...more] = problems;
    if (first) return refused(first, ...more);
    return done({
      kind: 'issue',
      template: text(values.template),
      roster: text(values.roster),
      seal: text(values.seal),
      ...key.value,
      out: text(values.out),
      ...(values.register !== undefined && { register: text(values.register) }),
      ...(languages.value && { languages: languages.value }),
      ...(exports.value && { exports: exports.value }),
      ...stamping.value,
      dryRun: values['dry-run'] === true,
      password: descriptor.value,
    });
  },

  verify(values, files) {
    if (files.length === 0) return refused(missing('FILE'));
    return done({ kind: 'verify', files, trust: texts(values.trust), crls: texts(values.crl) });
  },

  'template check'(_values, files) {
    const [template, ...others] = files;
    if (template === undefined) return refused(missing('TEMPLATE'));
    const [other] = nothingElse(others);
    return other ? refused(other) : done({ kind: 'template check', template });
  },

  'seal inspect'(values, files) {
    const [seal, ...others] = files;
    const descriptor = descriptorIn(values['password-fd']);
    if (!descriptor.ok) return descriptor;
    const key = keyIn(values);
    if (!key.ok) return key;
    if (seal === undefined) return refused(missing('SEAL'));
    const [other] = nothingElse(others);
    if (other) return refused(other);
    return done({ kind: 'seal inspect', seal, ...key.value, password: descriptor.value });
  },

  demo(values, files) {
    const [other] = nothingElse(files);
    if (other) return refused(other);
    const key = DEMO_KEYS.find((each) => each === (values.key ?? 'P-256'));
    if (!key) return refused(wrong('--key', text(values.key)));
    const learners = values.learners === undefined ? undefined : Number(values.learners);
    if (learners !== undefined && !(Number.isInteger(learners) && learners > 0)) {
      return refused(wrong('--learners', text(values.learners)));
    }
    const out = values.out === undefined ? 'demo-output' : text(values.out);
    const allFormats = values['all-formats'] === true;
    return done({ kind: 'demo', out, key, allFormats, ...(learners !== undefined && { learners }) });
  },
};

function needed(values: Values, ...names: readonly string[]): readonly Problem[] {
  return names.filter((name) => !values[name]).map((name) => missing(`--${name}`));
}

function nothingElse(files: readonly string[]): readonly Problem[] {
  const [file] = files;
  return file === undefined ? [] : [{ code: 'usage.option-unknown', facts: { option: file } }];
}

function languagesIn(value: Values[string]): Outcome<readonly Language[] | undefined> {
  if (value === undefined) return done(undefined);
  const tags = text(value).split(',');
  const unknown = tags.find((tag) => !isLanguage(tag));
  if (unknown !== undefined) return refused({ code: 'usage.language-unknown', where: { language: unknown } });
  return done(tags.filter(isLanguage));
}

function exportsIn(value: Values[string]): Outcome<readonly ExportName[] | undefined> {
  if (value === undefined) return done(undefined);
  const told = text(value).split(',');
  const known = EXPORT_NAMES.filter((name) => told.includes(name));
  return known.length === told.length ? done(known) : refused(wrong('--exports', text(value)));
}

/** Where the key is when it is not with the certificates, and what it is to sign with. */
function keyIn(
  values: Values,
): Outcome<{ readonly sealKey?: string; readonly algorithm?: SealAlgorithmName }> {
  const wished = values.algorithm === undefined ? undefined : text(values.algorithm);
  const algorithm = wished === undefined ? undefined : SEAL_ALGORITHM_NAMES.find((name) => name === wished);
  if (wished !== undefined && !algorithm) return refused(wrong('--algorithm', wished));
  const sealKey = values['seal-key'];
  return done({ ...(sealKey !== undefined && { sealKey: text(sealKey) }), ...(algorithm && { algorithm }) });
}

const SEAL_ALGORITHM_NAMES = Object.values(SEAL_ALGORITHMS).map(({ name }) => name);

function timestampsIn(
  values: Values,
): Outcome<{ readonly timestamps?: readonly string[]; readonly timestampTrust?: readonly string[] }> {
  const timestamps = texts(values.timestamp);
  const timestampTrust = texts(values['timestamp-trust']);
  // An address refused for the password in it must not be repeated on a screen.
  if (!timestamps.every(isAuthorityAddress)) return refused(wrong('--timestamp', '…'));
  if (timestampTrust.length > 0 && timestamps.length === 0) return refused(missing('--timestamp'));
  return done({
    ...(timestamps.length > 0 && { timestamps }),
    ...(timestampTrust.length > 0 && { timestampTrust }),
  });
}

function descriptorIn(value: Values[string]): Outcome<PasswordSource> {
  if (value === undefined) return done({});
  const descriptor = Number(value);
  return Number.isInteger(descriptor) && descriptor >= 0
    ? done({ descriptor })
    : refused(wrong('--password-fd', text(value)));
}

function missing(option: string): Problem {
  return { code: 'usage.option-missing', facts: { option } };
}

function wrong(option: string, value: string): Problem {
  return { code: 'usage.value-wrong', facts: { option, value } };
}

function text(value: Values[string]): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: Values[string]): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
