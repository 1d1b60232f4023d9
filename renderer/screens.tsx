import { AuditScreen } from './audit/audit-screen.tsx';
import { DesignerScreen } from './designer/designer-screen.tsx';
import { FiguresScreen } from './figures/figures-screen.tsx';
import { HelpScreen } from './help/help-screen.tsx';
import { InstitutionScreen } from './institution/institution-screen.tsx';
import { IssueScreen } from './issue/issue-screen.tsx';
import { IssuersScreen } from './issuers/issuers-screen.tsx';
import { OfficeScreen } from './office/office-screen.tsx';
import type { OtherPlace } from './place.ts';
import { RegisterScreen } from './register/register-screen.tsx';
import { RosterScreen } from './roster/roster-screen.tsx';
import { SealsScreen } from './seals/seals-screen.tsx';
import { SettingsScreen } from './settings/settings-screen.tsx';
import { TemplatesScreen } from './templates/templates-screen.tsx';
import { VersionsScreen } from './templates/versions-screen.tsx';
import { VerifyScreen } from './verify/verify-screen.tsx';

/** Every screen but the first. */
export function ScreenAt({ place }: { readonly place: OtherPlace }) {
  switch (place.screen) {
    case 'templates':
      return <TemplatesScreen key={place.offered} offered={place.offered} />;
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
