import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RaisingMeans } from '../../shared/desk/extend.ts';
import { Icon } from '../ui/icon.tsx';
import { nameOf } from '../ui/name-of.ts';

interface GivenParts {
  readonly files: readonly string[];
  readonly onChange: (files: readonly string[]) => void;
}

/** Proof that the clerk has fetched otherwise: certificates of issuers, revocation lists, OCSP answers. */
export function GivenFiles({ files, onChange }: GivenParts) {
  const { t } = useTranslation();
  const add = async () => {
    const chosen = await window.shell.choose('evidence');
    if (chosen.length > 0) onChange([...new Set([...files, ...chosen])]);
  };
  return (
    <div className="field">
      <span className="label">{t('extension.given')}</span>
      <div className="trusted">
        <ul aria-label={t('extension.given')}>
          {files.map((path) => (
            <li key={path} className="chip" title={path}>
              {nameOf(path)}
              <Button
                className="chip-remove"
                aria-label={t('extension.given.remove', { name: nameOf(path) })}
                onPress={() => onChange(files.filter((other) => other !== path))}
              >
                <Icon name="cross" />
              </Button>
            </li>
          ))}
        </ul>
        <Button className="button" onPress={add}>
          <Icon name="plus" />
          {t('extension.given.add')}
        </Button>
      </div>
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
