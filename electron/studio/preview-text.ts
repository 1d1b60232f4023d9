import type { CodeTextOf } from '../../shared/page/layout-code.ts';
import { standInText } from '../../shared/proof/stand-in.ts';
import { nodeEngine } from '../engine.ts';

/** What the codes of a page hold that is only looked at. */
export const PREVIEW_TEXT: CodeTextOf = (credential, code) => standInText(credential, code, nodeEngine);
