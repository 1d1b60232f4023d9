import {
  byKind,
  type Decode,
  flag,
  list,
  localized,
  named,
  number,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  written,
} from './decode.ts';
import type {
  Box,
  DrawingElement,
  DrawnPath,
  FactsElement,
  FlowElement,
  Flowed,
  FlowedFacts,
  FlowedOutcomes,
  FlowedParts,
  FlowedText,
  FontFamily,
  ImageElement,
  OutcomesElement,
  OwnFont,
  PageDesign,
  PageElement,
  PageGuides,
  PageNumberElement,
  PartColumn,
  QrElement,
  SealElement,
  ShapeElement,
  SignatureElement,
  TextElement,
  TextStyle,
} from './design.ts';
import { CODE_SEAL_KEYS } from './design.ts';

/** Millimetres; more than any sheet is long. */
const FAR = 2000;

const length = number(0, FAR);
const colour = written(/^#[\da-f]{6}$/i, '#rrggbb');
const paint = written(/^(?:#[\da-f]{6}|none)$/i, '#rrggbb | none');
const pathData = written(/^[MmLlHhVvCcSsQqTtAaZz\d\s,.eE+-]+$/, 'SVG path data');

const picture = written(
  /^data:image\/(?:png|jpeg|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}$/,
  'data:image/png;base64,… | data:image/jpeg;base64,… | data:image/svg+xml;base64,…',
);

/** The proof goes behind it, so it has no fragment of its own; RFC 3986 characters. */
const verifyPage = written(/^https:\/\/[\w.-]+(?::\d+)?(?:\/[\w.~!$&'()*+,;=:@%/?-]{0,200})?$/, 'https://…');

const ownFamily = /^own-[a-z0-9]{1,40}$/;
const fontFile = written(
  /^data:font\/(?:ttf|otf);base64,[A-Za-z0-9+/]+={0,2}$/,
  'data:font/ttf;base64,… | data:font/otf;base64,…',
);
const ownFont = object<OwnFont>({
  regular: fontFile,
  bold: optional(fontFile),
  italic: optional(fontFile),
  boldItalic: optional(fontFile),
});
const family: Decode<FontFamily> = (json, place) =>
  typeof json === 'string' && (ownFamily.test(json) || ['sans', 'serif', 'display'].includes(json))
    ? (json as FontFamily)
    : place.wrong('sans | serif | display | own-…');

const textStyle = object<TextStyle>({
  family,
  bold: optional(flag),
  italic: optional(flag),
  size: number(1, 400),
  minSize: optional(number(1, 400)),
  leading: optional(number(0.8, 4)),
  tracking: optional(number(-200, 2000)),
  colour,
  align: optional(oneOf('start', 'centre', 'end')),
  hyphenate: optional(flag),
});

const box = object<Box>({
  x: number(-FAR, FAR),
  y: number(-FAR, FAR),
  width: length,
  height: length,
});

const viewBox: Decode<readonly [number, number, number, number]> = (json, place) => {
  const numbers = list(number(-1e6, 1e6))(json, place);
  if (!numbers) return undefined;
  const [x, y, width, height] = numbers;
  if (x === undefined || y === undefined || !width || !height || numbers.length > 4) {
    return Array.isArray(json) && json.length > numbers.length
      ? undefined
      : place.wrong('[x, y, width, height]');
  }
  return [x, y, width, height];
};

/** What every element has. */
const placing: Shape<Omit<SealElement, 'kind' | 'style' | 'text'>> = {
  id: text,
  box,
  on: optional(oneOf('first', 'last', 'every', 'following')),
  slot: optional(oneOf(0, 1, 2)),
  alone: optional(box),
  when: optional(text),
  group: optional(text),
};

const factRows = list(object<FactsElement['rows'][number]>({ label: localized, value: localized }));

/** What everything in a flow has. */
const flowing: Shape<Pick<FlowedText, 'id' | 'when' | 'gap'>> = {
  id: text,
  when: optional(text),
  gap: optional(length),
};

const flowed = byKind<Flowed>({
  text: object<FlowedText>({
    ...flowing,
    kind: oneOf('text'),
    role: oneOf('h1', 'h2', 'h3', 'p'),
    style: text,
    text: localized,
    rich: optional(flag),
  }),
  outcomes: object<FlowedOutcomes>({
    ...flowing,
    kind: oneOf('outcomes'),
    style: text,
    marker: optional(text),
    itemGap: optional(length),
    descriptionStyle: optional(text),
  }),
  facts: object<FlowedFacts>({
    ...flowing,
    kind: oneOf('facts'),
    labelStyle: text,
    valueStyle: text,
    labelShare: number(0, 1),
    rowGap: optional(length),
    rows: factRows,
  }),
  parts: object<FlowedParts>({
    ...flowing,
    kind: oneOf('parts'),
    headStyle: text,
    style: text,
    columns: list(
      object<PartColumn>({
        field: oneOf('number', 'title', 'ects', 'hours', 'awardedOn', 'awardingBody', 'serial'),
        label: localized,
        share: number(0, 1),
        align: optional(oneOf('start', 'centre', 'end')),
      }),
    ),
    rowGap: optional(length),
    rule: optional(colour),
  }),
});

const element = byKind<PageElement>({
  text: object<TextElement>({
    ...placing,
    kind: oneOf('text'),
    role: oneOf('h1', 'h2', 'h3', 'p'),
    style: text,
    text: localized,
    vertical: optional(oneOf('top', 'middle', 'bottom')),
    rich: optional(flag),
  }),
  outcomes: object<OutcomesElement>({
    ...placing,
    kind: oneOf('outcomes'),
    style: text,
    marker: optional(text),
    itemGap: optional(length),
    descriptionStyle: optional(text),
  }),
  facts: object<FactsElement>({
    ...placing,
    kind: oneOf('facts'),
    labelStyle: text,
    valueStyle: text,
    labelShare: number(0, 1),
    rowGap: optional(length),
    rows: factRows,
  }),
  flow: object<FlowElement>({
    ...placing,
    kind: oneOf('flow'),
    next: optional(box),
    endsAbove: optional(length),
    elements: list(flowed),
  }),
  'page-number': object<PageNumberElement>({
    ...placing,
    kind: oneOf('page-number'),
    style: text,
    text: localized,
  }),
  image: object<ImageElement>({
    ...placing,
    kind: oneOf('image'),
    source: picture,
    fit: optional(oneOf('contain', 'cover')),
    alt: optional(localized),
  }),
  signature: object<SignatureElement>({
    ...placing,
    kind: oneOf('signature'),
    source: picture,
    alt: localized,
    style: text,
    text: localized,
    wordsHeight: length,
    rule: optional(colour),
  }),
  shape: object<ShapeElement>({
    ...placing,
    kind: oneOf('shape'),
    shape: oneOf('rectangle', 'line', 'ellipse'),
    fill: optional(colour),
    stroke: optional(colour),
    strokeWidth: optional(length),
    radius: optional(length),
  }),
  drawing: object<DrawingElement>({
    ...placing,
    kind: oneOf('drawing'),
    viewBox,
    paths: list(
      object<DrawnPath>({
        d: pathData,
        fill: paint,
        stroke: optional(colour),
        strokeWidth: optional(number(0, 1e6)),
      }),
    ),
    alt: optional(localized),
  }),
  qr: object<QrElement>({
    ...placing,
    kind: oneOf('qr'),
    holds: optional(oneOf('proof', 'certificate', 'link')),
    verifyPage: optional(verifyPage),
    sealKey: optional(oneOf(...CODE_SEAL_KEYS)),
    colour,
    alt: localized,
  }),
  seal: object<SealElement>({ ...placing, kind: oneOf('seal'), style: text, text: localized }),
});

export const pageDesign = object<PageDesign>({
  width: number(20, FAR),
  height: number(20, FAR),
  bleed: optional(number(0, 30)),
  margin: optional(number(0, 100)),
  guides: optional(object<PageGuides>({ x: optional(list(length)), y: optional(list(length)) })),
  fonts: optional(named(ownFamily, ownFont)),
  styles: named(/^[a-z][\w-]*$/i, textStyle),
  elements: list(element),
});
