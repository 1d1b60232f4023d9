import { useEffect, useEffectEvent, useState } from 'react';
import type { MenuCommand, ScreenName } from '../shared/shell.ts';
import { AuditScreen } from './audit/audit-screen.tsx';
import { DesignerScreen } from './designer/designer-screen.tsx';
import { FiguresScreen } from './figures/figures-screen.tsx';
import { HelpScreen } from './help/help-screen.tsx';
import { HELP_OF } from './help/where.ts';
import { HomeScreen } from './home/home-screen.tsx';
import { InstitutionScreen } from './institution/institution-screen.tsx';
import { IssueScreen } from './issue/issue-screen.tsx';
import { IssuersScreen } from './issuers/issuers-screen.tsx';
import { OfficeScreen } from './office/office-screen.tsx';
import { commandOf, isMac } from './palette/keys.ts';
import { Palette } from './palette/palette.tsx';
import { ShortcutsSheet } from './palette/shortcuts-sheet.tsx';
import { GoContext, type Place } from './place.ts';
import { Rail } from './rail.tsx';
import { RegisterScreen } from './register/register-screen.tsx';
import { RosterScreen } from './roster/roster-screen.tsx';
import { SealsScreen } from './seals/seals-screen.tsx';
import { SettingsScreen } from './settings/settings-screen.tsx';
import { TemplatesScreen } from './templates/templates-screen.tsx';
import { VersionsScreen } from './templates/versions-screen.tsx';
import { Toasts } from './ui/toasts.tsx';
import { VerifyScreen } from './verify/verify-screen.tsx';

/** The rail and the screen. */
export function App() {
  const [place, go] = useState<Place>(placeBefore);
  const [sheet, show] = useState<MenuCommand>();
  const help = () => {
    if (place.screen !== 'help') go({ screen: 'help', ...HELP_OF[place.screen] });
  };
  const obey = useEffectEvent((command: MenuCommand) => {
    // A dialogue is answered first; one over a locked window is not to be gone round.
    if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
    if (command === 'palette' || command === 'shortcuts') show(command);
    else if (command === 'help') help();
    else go({ screen: command });
  });
  useEffect(() => window.shell.listenToMenu((command) => obey(command)), []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = commandOf(event, isMac());
      if (!command || event.repeat) return;
      event.preventDefault();
      obey(command);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  useEffect(() => window.shell.listenToOpened((paths) => go(placeFor(paths))), []);
  useEffect(() => sessionStorage.setItem(PLACE, JSON.stringify(place)), [place]);
  return (
    <GoContext value={go}>
      <div className="desk">
        <Rail current={railOf(place)} onHelp={help} />
        <ScreenAt place={place} />
        <Toasts />
      </div>
      {sheet === 'palette' && <Palette onClose={() => show(undefined)} show={show} />}
      {sheet === 'shortcuts' && <ShortcutsSheet onClose={() => show(undefined)} />}
    </GoContext>
  );
}

const PLACE = 'place';

/** Where a page was that crashed: its session outlives it, and ends with the window. */
function placeBefore(): Place {
  const kept = sessionStorage.getItem(PLACE);
  return kept === null ? { screen: 'home' } : (JSON.parse(kept) as Place);
}

/** Templates are opened to be worked on, everything else to be verified. */
function placeFor(paths: readonly string[]): Place {
  const template = paths.find((path) => path.toLowerCase().endsWith('.sealwright'));
  return template === undefined ? { screen: 'verify', files: paths } : { screen: 'designer', template };
}

/** Screens that are not on the rail belong to the one that leads to them. */
function railOf({ screen }: Place): ScreenName {
  if (screen === 'designer' || screen === 'versions') return 'templates';
  if (screen === 'roster') return 'issue';
  if (screen === 'audit' || screen === 'figures') return 'register';
  return screen === 'institution' || screen === 'office' ? 'settings' : screen;
}

function ScreenAt({ place }: { readonly place: Place }) {
  switch (place.screen) {
    case 'home':
      return <HomeScreen />;
    case 'templates':
      return <TemplatesScreen />;
    case 'designer':
      return <DesignerScreen path={place.template} />;
    case 'versions':
      return <VersionsScreen template={place.template} />;
    case 'roster':
      return <RosterScreen roster={place.roster} project={place.project} />;
    case 'audit':
      return <AuditScreen register={place.register} />;
    case 'office':
      return <OfficeScreen />;
    case 'figures':
      return <FiguresScreen register={place.register} />;
    case 'institution':
      return <InstitutionScreen />;
    case 'issue':
      return <IssueScreen project={place.project} />;
    case 'register':
      return <RegisterScreen key={place.credential} credential={place.credential} />;
    case 'seals':
      return <SealsScreen />;
    case 'verify':
      return <VerifyScreen key={place.files?.join('\n')} brought={place.files} />;
    case 'issuers':
      return <IssuersScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'help':
      return <HelpScreen guide={place.guide} section={place.section} />;
  }
}
