import { Suspense, useEffect, useEffectEvent, useState } from 'react';
import type { MenuCommand, ScreenName } from '../shared/shell.ts';
import { HELP_OF } from './help/where.ts';
import { HomeScreen } from './home/home-screen.tsx';
import { commandOf, isMac } from './palette/keys.ts';
import { GoContext, type Place } from './place.ts';
import { Rail } from './rail.tsx';
import { deferred, whenIdle } from './ui/deferred.tsx';
import { keepFocus } from './ui/keep-focus.ts';
import { Toasts } from './ui/toasts.tsx';

const ScreenAt = deferred(async () => (await import('./screens.tsx')).ScreenAt);
const Palette = deferred(async () => (await import('./palette/palette.tsx')).Palette);
const ShortcutsSheet = deferred(async () => (await import('./palette/shortcuts-sheet.tsx')).ShortcutsSheet);

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
  useEffect(keepFocus, []);
  useEffect(() => whenIdle(ScreenAt.read, Palette.read, ShortcutsSheet.read), []);
  return (
    <GoContext value={go}>
      <div className="desk">
        <Rail current={railOf(place)} onHelp={help} />
        {place.screen === 'home' ? (
          <HomeScreen />
        ) : (
          <Suspense fallback={<main className="screen" aria-busy="true" />}>
            <ScreenAt place={place} />
          </Suspense>
        )}
        <Toasts />
      </div>
      <Suspense>
        {sheet === 'palette' && <Palette onClose={() => show(undefined)} show={show} />}
        {sheet === 'shortcuts' && <ShortcutsSheet onClose={() => show(undefined)} />}
      </Suspense>
    </GoContext>
  );
}

const PLACE = 'place';

/** Where a page was that crashed: its session outlives it, and ends with the window. */
function placeBefore(): Place {
  const kept = sessionStorage.getItem(PLACE);
  return kept === null ? { screen: 'home' } : (JSON.parse(kept) as Place);
}

/** Templates are opened to be worked on, packages of them to be taken in, everything else to be verified. */
function placeFor(paths: readonly string[]): Place {
  const ending = (text: string) => paths.find((path) => path.toLowerCase().endsWith(text));
  const template = ending('.sealwright');
  if (template !== undefined) return { screen: 'designer', template };
  const offered = ending('.swtemplate');
  return offered === undefined ? { screen: 'verify', files: paths } : { screen: 'templates', offered };
}

/** Screens that are not on the rail belong to the one that leads to them. */
function railOf({ screen }: Place): ScreenName {
  if (screen === 'designer' || screen === 'versions') return 'templates';
  if (screen === 'roster') return 'issue';
  if (screen === 'audit' || screen === 'figures') return 'register';
  return screen === 'institution' || screen === 'office' ? 'settings' : screen;
}
