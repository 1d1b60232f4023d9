import type { Credential } from '../credential/credential.ts';
import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { CodeSealKey, PageDesign, QrElement } from '../template/design.ts';
import { type Laid, type Lay, POINTS, problem, remembering } from './layout-element.ts';
import type { Block, CodeMark, QrSymbol } from './placed.ts';
import { placeSymbol, QUIET_ZONE, SMALLEST_MODULE } from './qr.ts';
import { encodeSymbol, sizeOfSymbol } from './qr-symbol.ts';
import { round } from './text-run.ts';

/** The text of a credential's code; of a certificate the same for all credentials. */
export type CodeTextOf = (credential: Credential, code: QrElement) => string;

/** What a code is to be large enough for until somebody says which key will seal. */
const LARGEST_USUAL_KEY: CodeSealKey = 'RSA-3072';

/** The design with codes for this key, whichever they were drawn for. */
export function designForKey(design: PageDesign, sealKey: CodeSealKey): PageDesign {
  const elements = design.elements.map((each) => (each.kind === 'qr' ? { ...each, sealKey } : each));
  return { ...design, elements };
}

/** A code and its quiet zone in the middle of their box, refused when its modules are too fine for a phone to read. */
export function layQr(element: QrElement, language: Language, textOf: CodeTextOf): Lay {
  const alt = element.alt[language];
  if (alt === undefined) {
    const wordless = problem('template.language-missing', element.id, language);
    return () => ({ problems: [wordless] });
  }
  const { box } = element;
  const place = {
    x: box.x * POINTS,
    y: box.y * POINTS,
    width: box.width * POINTS,
    height: box.height * POINTS,
  };
  const lay = (credential: Credential): Laid & { readonly blocks: readonly Block[] } => {
    const mark: CodeMark = {
      kind: 'code',
      fill: element.colour,
      draw() {
        const symbol = symbolOf(credential, textOf(credential, element));
        return { ...symbol, ...placeSymbol(symbol.size, place) };
      },
    };
    const size = sizeOfSymbol(textOf(credential, element));
    const module = Math.min(box.width, box.height) / (size + 2 * QUIET_ZONE);
    // The same in every language.
    const tooFine: Problem = {
      code: 'template.code-too-small',
      where: { element: element.id },
      facts: {
        module: round(module),
        side: Math.ceil(SMALLEST_MODULE * (size + 2 * QUIET_ZONE)),
        key: element.sealKey ?? LARGEST_USUAL_KEY,
      },
    };
    return {
      blocks: [{ type: 'Figure', language, alt, marks: [mark] }],
      problems: module < SMALLEST_MODULE ? [tooFine] : [],
    };
  };
  if (element.holds === 'certificate') return remembering((credential) => textOf(credential, element), lay);
  return (credential) => {
    const laid = lay(credential);
    return { ...laid, varying: laid.blocks };
  };
}

const symbols = new WeakMap<Credential, { readonly text: string; readonly symbol: QrSymbol }>();

/** A page in every language shows the same code. */
function symbolOf(credential: Credential, text: string): QrSymbol {
  const known = symbols.get(credential);
  if (known?.text === text) return known.symbol;
  const symbol = encodeSymbol(text);
  symbols.set(credential, { text, symbol });
  return symbol;
}
