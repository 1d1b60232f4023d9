import { useEffect, useRef, useState } from 'react';
import type { PageDesign } from '../../shared/template/design.ts';
import type { Chosen } from './edit.ts';
import { changedOn, seenOn, sheetsOf, sheetWith, standsOn } from './sheets.ts';
import type { Draft } from './use-draft.ts';

interface ShownSheet {
  /** How many there are to be turned to. */
  readonly sheets: number;
  /** From 0. */
  readonly number: number;
  readonly turn: (number: number) => void;
  /** The page as it is seen there, and how it is changed there. */
  readonly page: PageDesign;
  readonly edit: (make: (page: PageDesign) => PageDesign) => void;
  /** What stands on other sheets. */
  readonly absent: Chosen;
}

/** Which of its sheets is shown of a page of which `of` were drawn. What is chosen elsewhere, in the list or by a check, is turned to. */
export function useSheet(draft: Draft, of: number, chosen: Chosen): ShownSheet {
  const [turned, turn] = useState(0);
  const { page } = draft.template;
  const sheets = sheetsOf(page, of);
  const place = { number: Math.min(turned, sheets - 1), of };
  const held = page.elements.filter(({ id }) => chosen.has(id));
  const sought = sheetWith(held, place, sheets);
  const before = useRef(chosen);
  useEffect(() => {
    if (before.current !== chosen && sought !== undefined) turn(sought);
    before.current = chosen;
  }, [chosen, sought]);
  const absent = page.elements.filter((each) => !standsOn(each, place)).map(({ id }) => id);
  return {
    sheets,
    number: place.number,
    turn,
    page: seenOn(page, place),
    edit: (make) => draft.edit((whole) => changedOn(whole, place, make)),
    absent: new Set(absent),
  };
}
