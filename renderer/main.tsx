import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './app.tsx';
import { ask } from './desk.ts';
import { firstSpoken, speak, startI18n } from './i18n.ts';
import { OfficeKeeper } from './office/office-keeper.tsx';
import { SettingsKeeper } from './settings/settings.tsx';
import './ui/tokens.css';
import './ui/app.css';
import './ui/controls.css';
import './ui/choosing.css';
import './ui/dialog.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

// The system's language is most often the desk's: its words come while the studio is still starting.
const [kept, i18n] = await Promise.all([ask('settings.read'), startI18n(firstSpoken(navigator.languages))]);
const settings = kept.ok ? kept.value : {};
if (settings.language) await speak(i18n, settings.language);
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <SettingsKeeper first={settings}>
        <OfficeKeeper>
          <App />
        </OfficeKeeper>
      </SettingsKeeper>
    </I18nextProvider>
  </StrictMode>,
);
