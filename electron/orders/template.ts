import { GALLERY_NAMES } from '../../shared/gallery/gallery.ts';
import { CONTENT_LANGUAGES } from '../../shared/language.ts';
import { CODE_SEAL_KEYS } from '../../shared/template/design.ts';
import { PAPER_NAMES } from '../../shared/template/paper.ts';
import {
  type Check,
  countUpTo,
  files,
  listOf,
  nothing,
  oneOf,
  oneOrder,
  path,
  record,
  text,
} from '../order.ts';
import { algorithm } from './checks.ts';
import type { OrdersOf } from './orders-of.ts';

const someLanguages: Check = (value) =>
  Array.isArray(value) && value.length > 0 && listOf(oneOf(CONTENT_LANGUAGES))(value);

/** What is asked about templates, the shelf, the gallery and the page. */
export const templateOrders: OrdersOf<'template' | 'shelf' | 'gallery' | 'page'> = {
  'template.read': oneOrder({ template: path }),
  'template.judge': oneOrder({ draft: record }),
  'template.save': oneOrder({ template: path, draft: record }),
  'template.font': oneOrder({
    template: path,
    font: path,
    family: text,
    face: oneOf(['regular', 'bold', 'italic', 'boldItalic']),
  }),
  'template.sign-off': oneOrder({ template: path, by: text }),
  'template.export': oneOrder(
    { template: path, out: path },
    { seal: path, password: text, sealKey: path, algorithm },
  ),
  'template.import': oneOrder({ file: path, out: path }, { trust: files }),
  'template.check': oneOrder({ template: path }, { key: oneOf(CODE_SEAL_KEYS) }),
  'shelf.list': nothing,
  'shelf.place': oneOrder({ template: path }),
  'shelf.duplicate': oneOrder({ template: path, name: path }),
  'shelf.rename': oneOrder({ template: path, name: path }),
  'shelf.discard': oneOrder({ template: path }),
  'shelf.restore': oneOrder({ discarded: path }),
  'shelf.versions': oneOrder({ template: path }),
  'gallery.list': nothing,
  'gallery.new': oneOrder(
    { name: oneOf(GALLERY_NAMES), languages: someLanguages, out: path },
    { paper: oneOf(PAPER_NAMES) },
  ),
  'gallery.preview': oneOrder({ template: path, out: path }, { languages: someLanguages }),
  'page.preview': oneOrder(
    { template: path },
    {
      draft: record,
      roster: path,
      corrections: path,
      learner: countUpTo(Number.MAX_SAFE_INTEGER),
      language: oneOf(CONTENT_LANGUAGES),
    },
  ),
  'page.parity': oneOrder(
    { template: path },
    { draft: record, roster: path, corrections: path, key: oneOf(CODE_SEAL_KEYS) },
  ),
};
