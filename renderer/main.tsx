import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './app.tsx';
import { ask } from './desk.ts';
import { firstSpoken, startI18n } from './i18n.ts';
import { OfficeKeeper } from './office/office-keeper.tsx';
import { SettingsKeeper } from './settings/settings.tsx';
import './ui/tokens.css';
import './ui/app.css';
import './ui/controls.css';
import './ui/choosing.css';
import './ui/dialog.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const kept = await ask('settings.read');
const settings = kept.ok ? kept.value : {};
const i18n = await startI18n(settings.language ?? firstSpoken(navigator.languages));
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
