import { useTranslation } from 'react-i18next';
import type { RaisingMeans } from '../../shared/desk/extend.ts';
import { FileChips } from '../ui/file-chips.tsx';

interface GivenParts {
  readonly files: readonly string[];
  readonly onChange: (files: readonly string[]) => void;
}

/** Proof that the clerk has fetched otherwise: certificates of issuers, revocation lists, OCSP answers. */
export function GivenFiles({ files, onChange }: GivenParts) {
  const { t } = useTranslation();
  return (
    <div className="field">
      <span className="label">{t('extension.given')}</span>
      <FileChips
        label={t('extension.given')}
        kind="evidence"
        files={files}
        more={t('extension.given.add')}
        removeOf={(name) => t('extension.given.remove', { name })}
        onChange={onChange}
      />
      <span className="hint">{t('extension.given.hint')}</span>
    </div>
  );
}

/** Told apart by their endings (RFC 6960 appendix C names `.ors`); what each holds is judged where it is read. */
export function evidenceOf(files: readonly string[]): Pick<RaisingMeans, 'certificates' | 'crls' | 'ocsps'> {
  const crls = files.filter((file) => /\.crl$/i.test(file));
  const ocsps = files.filter((file) => /\.(?:ors|ocsp)$/i.test(file));
  const certificates = files.filter((file) => !crls.includes(file) && !ocsps.includes(file));
  return { certificates, crls, ocsps };
}
