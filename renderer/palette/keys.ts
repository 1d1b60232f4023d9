import { type MenuCommand, SHORTCUTS } from '../../shared/shell.ts';

interface Stroke {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a stroke asks for, with ⌘ on a Mac and Ctrl elsewhere. */
export function commandOf(stroke: Stroke, mac: boolean): MenuCommand | undefined {
  const wanted = mac ? stroke.metaKey && !stroke.ctrlKey : stroke.ctrlKey && !stroke.metaKey;
  const commands = Object.keys(SHORTCUTS) as MenuCommand[];
  return commands.find((command) => {
    const parts = SHORTCUTS[command].split('+');
    const key = parts.at(-1) ?? '';
    const modified = parts.length > 1;
    return !stroke.altKey && (modified ? wanted : !stroke.ctrlKey && !stroke.metaKey) && isKey(stroke, key);
  });
}

/** Figures by where they lie: a French keyboard has them above Shift. */
function isKey({ key, code }: Stroke, wanted: string): boolean {
  return /^\d$/.test(wanted) ? code === `Digit${wanted}` : key.toLowerCase() === wanted.toLowerCase();
}

/** As they stand on keyboards: no words, so not in locales/. Where a language is not named they are as in English. */
const CAPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  da: { Shift: 'Skift' },
  de: { Mod: 'Strg', Shift: 'Umschalt', Delete: 'Entf' },
  es: { Shift: 'Mayús', Delete: 'Supr' },
  fi: { Shift: 'Vaihto' },
  fr: { Shift: 'Maj', Delete: 'Suppr' },
  it: { Shift: 'Maiusc', Delete: 'Canc' },
  sv: { Shift: 'Skift' },
};
const MAC: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Delete: '⌫' };

/** As the platform's keyboards are labelled: ⌘K, Strg+K. */
export function labelOf(shortcut: string, mac: boolean, language: string): string {
  const caps = mac ? MAC : { Mod: 'Ctrl', ...CAPS[language] };
  return shortcut
    .split('+')
    .map((part) => caps[part as keyof typeof caps] ?? part)
    .join(mac ? '' : '+');
}

export function isMac(): boolean {
  return navigator.userAgent.includes('Mac OS');
}
