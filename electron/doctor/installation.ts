import { arch, platform, release } from 'node:os';
import type { Finding } from '../../shared/desk/doctor.ts';
import { LANGUAGES } from '../../shared/language.ts';
import { loadFonts } from '../files/fonts.ts';
import { wordsIn } from '../files/words.ts';
import { loadDriver } from '../register/database.ts';
import { finding, reasonOf } from './finding.ts';

/** What the program itself is made of: runtime, database, words and fonts. */
export function examineInstallation(): readonly Finding[] {
  return [runtime(), words(), fonts()];
}

function runtime(): Finding {
  const { electron, node = '' } = process.versions;
  try {
    const database = new (loadDriver())(':memory:');
    const sqlite = String(database.prepare('SELECT sqlite_version()').pluck().get());
    database.close();
    return finding('runtime.well', {
      runtime: electron === undefined ? `Node.js ${node}` : `Electron ${electron}, Node.js ${node}`,
      system: `${platform()} ${release()}`,
      architecture: arch(),
      sqlite,
    });
  } catch (cause) {
    return finding('runtime.database', { node, reason: reasonOf(cause) });
  }
}

/** A language whose problems cannot be told is a language the studio does not speak. */
function words(): Finding {
  const missing = LANGUAGES.filter((language) => {
    try {
      return Object.keys(wordsIn(language, 'problems')).length === 0;
    } catch {
      return true;
    }
  });
  return missing.length === 0
    ? finding('words.well', { count: LANGUAGES.length })
    : finding('words.missing', { languages: missing.join(', ') });
}

function fonts(): Finding {
  try {
    const faces = Object.values(loadFonts());
    // TrueType and OpenType begin with one of these (OpenType 1.9.1, Organization of an OpenType Font).
    const broken = faces.filter((bytes) => !['00010000', '4f54544f'].includes(headOf(bytes)));
    return broken.length === 0
      ? finding('fonts.well', { count: faces.length })
      : finding('fonts.missing', { reason: 'not a font' });
  } catch (cause) {
    return finding('fonts.missing', { reason: reasonOf(cause) });
  }
}

function headOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 4)).toString('hex');
}
