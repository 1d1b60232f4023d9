import { useEffect, useState } from 'react';
import { DesignerScreen } from './designer/designer-screen.tsx';
import { HomeScreen } from './home/home-screen.tsx';
import { IssueScreen } from './issue/issue-screen.tsx';
import { GoContext, type Place } from './place.ts';
import { Rail } from './rail.tsx';
import { RegisterScreen } from './register/register-screen.tsx';
import { SealsScreen } from './seals/seals-screen.tsx';
import { SettingsScreen } from './settings/settings-screen.tsx';
import { TemplatesScreen } from './templates/templates-screen.tsx';
import { VerifyScreen } from './verify/verify-screen.tsx';

/** The rail and the screen. */
export function App() {
  const [place, go] = useState<Place>({ screen: 'home' });
  useEffect(() => window.shell.listenToMenu((screen) => go({ screen })), []);
  return (
    <GoContext value={go}>
      <div className="desk">
        <Rail current={place.screen === 'designer' ? 'templates' : place.screen} />
        <ScreenAt place={place} />
      </div>
    </GoContext>
  );
}

function ScreenAt({ place }: { readonly place: Place }) {
  switch (place.screen) {
    case 'home':
      return <HomeScreen />;
    case 'templates':
      return <TemplatesScreen />;
    case 'designer':
      return <DesignerScreen path={place.template} />;
    case 'issue':
      return <IssueScreen project={place.project} />;
    case 'register':
      return <RegisterScreen />;
    case 'seals':
      return <SealsScreen />;
    case 'verify':
      return <VerifyScreen brought={place.files} />;
    case 'settings':
      return <SettingsScreen />;
  }
}
