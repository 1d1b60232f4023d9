import { useTranslation } from 'react-i18next';
import { RegisterScreen } from './register/register-screen.tsx';
import { Crest } from './ui/crest.tsx';

/** The rail and the screen. The register is the first; the others join it as they are built. */
export function App() {
  const { t } = useTranslation();
  return (
    <div className="desk">
      <nav className="rail" aria-label={t('rail.label')}>
        <Crest />
        <ul>
          <li>
            <a href="#register" aria-current="page">
              {t('rail.register')}
            </a>
          </li>
        </ul>
      </nav>
      <RegisterScreen />
    </div>
  );
}
