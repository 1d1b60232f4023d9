import type { TFunction } from 'i18next';
import type { Officer, Role } from '../../shared/desk/office.ts';
import { type Settings, THEMES } from '../../shared/desk/settings.ts';
import { LANGUAGES } from '../../shared/language.ts';
import { type MenuCommand, SCREENS, SHORTCUTS } from '../../shared/shell.ts';
import { nativeName } from '../locale.ts';
import type { Place } from '../place.ts';
import { SCREEN_ICONS } from '../rail.tsx';
import type { IconName } from '../ui/icon.tsx';
import { nameOf } from '../ui/name-of.ts';

export interface Command {
  /** Its own among all. */
  readonly id: string;
  readonly icon: IconName;
  readonly text: string;
  /** Which file, whose; found by too. */
  readonly detail?: string;
  readonly shortcut?: string;
  /** Found by search alone: there are too many of its kind. */
  readonly hidden?: boolean;
  readonly run: () => void;
}

export interface Situation {
  readonly t: TFunction;
  readonly settings: Settings;
  readonly officer: Officer | undefined;
  readonly go: (place: Place) => void;
  readonly keep: (change: Partial<Settings>) => void;
  readonly signOut: () => void;
  readonly tryOut: () => void;
  readonly show: (sheet: MenuCommand) => void;
}

/** Every screen, whoever sits here. */
export function screenCommands({ t, go, settings }: Situation): readonly Command[] {
  const { register } = settings;
  const rail = SCREENS.map(
    (screen): Command => ({
      id: `screen ${screen}`,
      icon: SCREEN_ICONS[screen],
      text: t(`rail.${screen}`),
      shortcut: SHORTCUTS[screen],
      run: () => go({ screen }),
    }),
  );
  const to = (icon: IconName, text: string, place: Place): Command => ({
    ...{ id: `screen ${place.screen}`, icon, text },
    run: () => go(place),
  });
  return [
    ...rail,
    to('people', t('institution.title'), { screen: 'institution' }),
    to('people', t('office.title'), { screen: 'office' }),
    ...(register === undefined
      ? []
      : [
          to('register', t('audit.title'), { screen: 'audit', register }),
          to('register', t('figures.title'), { screen: 'figures', register }),
        ]),
  ];
}

/** What can be done from here: an officer is offered what their roles allow, and only what there is a file for. */
export function actionCommands(situation: Situation): readonly Command[] {
  const { t, settings, officer, go, keep, signOut, tryOut, show } = situation;
  const { template, seal, sealKey, out } = settings;
  const may = (role: Role) => officer === undefined || officer.roles.includes(role);
  const project = { ...(seal && { seal, sealKey }), ...(out && { out }) };
  const issue = (text: string, detail: string | undefined): Command => ({
    ...{ id: `issue ${text}`, icon: 'issue', text, ...(detail && { detail }) },
    run: () => go({ screen: 'issue', project: { ...project, ...(template && { template }) } }),
  });
  return [
    ...(may('issuer') ? [issue(t('home.issue'), template && nameOf(template))] : []),
    ...(may('designer') && template
      ? [
          {
            ...{ id: 'edit', icon: 'template', text: t('templates.edit'), detail: nameOf(template) },
            run: () => go({ screen: 'designer', template }),
          } satisfies Command,
        ]
      : []),
    ...(officer ? [] : [{ id: 'trial', icon: 'seal', text: t('home.trial'), run: tryOut } satisfies Command]),
    ...(officer
      ? [
          {
            ...{ id: 'lock', icon: 'locked', text: t('office.lock'), detail: officer.name },
            run: signOut,
          } satisfies Command,
        ]
      : []),
    {
      ...{ id: 'shortcuts', icon: 'question', text: t('shortcuts.title'), shortcut: SHORTCUTS.shortcuts },
      run: () => show('shortcuts'),
    },
    ...THEMES.map(
      (theme): Command => ({
        ...{ id: `theme ${theme}`, icon: 'seen', hidden: true },
        ...{ text: t(`settings.theme.${theme}`), detail: t('settings.theme') },
        run: () => keep({ theme }),
      }),
    ),
    ...LANGUAGES.map(
      (language): Command => ({
        ...{ id: `language ${language}`, icon: 'settings', hidden: true },
        ...{ text: nativeName(language), detail: t('settings.language') },
        run: () => keep({ language }),
      }),
    ),
  ];
}
