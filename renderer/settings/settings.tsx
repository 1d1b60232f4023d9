import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shared/desk/settings.ts';
import { ask } from '../desk.ts';
import { speak } from '../i18n.ts';
import { localeOf } from '../locale.ts';

/** Undefined forgets. */
type Change = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

interface Kept {
  readonly settings: Settings;
  /** Changes what is told and keeps the rest, here and on disk. */
  readonly keep: (change: Change) => void;
}

const SettingsContext = createContext<Kept>({ settings: {}, keep: () => {} });

export function useSettings(): Kept {
  return useContext(SettingsContext);
}

/** What the desk prefers: language and colours at once, the paths last used as they come. */
export function SettingsKeeper({
  first,
  children,
}: {
  readonly first: Settings;
  readonly children: ReactNode;
}) {
  const [settings, setSettings] = useState(first);
  const { i18n } = useTranslation();

  const keep = useCallback(
    (change: Change) =>
      setSettings((before) => {
        const after = Object.fromEntries(
          Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined),
        ) as Settings;
        void ask('settings.save', after);
        return after;
      }),
    [],
  );

  const { language, theme = 'system' } = settings;
  useEffect(() => {
    if (language && language !== i18n.language) void speak(i18n, language);
  }, [language, i18n]);
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const paint = () => {
      const dark = theme === 'system' ? system.matches : theme === 'dark';
      document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    };
    paint();
    system.addEventListener('change', paint);
    return () => system.removeEventListener('change', paint);
  }, [theme]);

  const kept = useMemo(() => ({ settings, keep }), [settings, keep]);
  return (
    <SettingsContext value={kept}>
      {/* Days, numbers and the words of the components, in the window's language and not in the system's. */}
      <I18nProvider locale={localeOf(i18n.language)}>{children}</I18nProvider>
    </SettingsContext>
  );
}
