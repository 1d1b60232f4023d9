import { type CalendarDate, parseDate } from '@internationalized/date';
import { type ReactNode, useState } from 'react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Label,
  Popover,
} from 'react-aria-components';
import { Icon } from './icon.tsx';
import './day-field.css';

interface DayFieldParts {
  readonly label: ReactNode;
  /** `2026-06-27`; empty when there is none. */
  readonly value: string;
  /** Empty once the day was taken out; told only when the day is whole. */
  readonly onChange: (day: string) => void;
  readonly className?: string;
  /** JSON Pointer in the template. */
  readonly path?: string;
}

/** While 2026 is typed the year is 2, 20 and 202: nothing to tell anybody. */
const FIRST_YEAR = 1000;

/** A day, typed in the order of the window's language or picked from its calendar. */
export function DayField({ label, value, onChange, className = 'field', path }: DayFieldParts) {
  const [shown, setShown] = useState(() => dayOf(value));
  const [seen, setSeen] = useState(value);
  const [told, setTold] = useState(value);
  // What was told comes back when it is kept; until then, and by then, more may have been typed.
  if (value !== seen) {
    setSeen(value);
    if (value !== told) setShown(dayOf(value));
  }
  const take = (day: CalendarDate | null) => {
    setShown(day);
    if (day && day.year < FIRST_YEAR) return;
    setTold(day?.toString() ?? '');
    onChange(day?.toString() ?? '');
  };
  return (
    <DatePicker className={className} data-path={path} granularity="day" value={shown} onChange={take}>
      <Label className="label">{label}</Label>
      <Group className="day">
        <DateInput className="day-input">{(segment) => <DateSegment segment={segment} />}</DateInput>
        <Button className="button quiet day-open">
          <Icon name="calendar" />
        </Button>
      </Group>
      <Popover className="popover">
        <Dialog>
          <Calendar className="calendar">
            <header>
              <Button slot="previous" className="button quiet">
                <Icon name="left" />
              </Button>
              <Heading />
              <Button slot="next" className="button quiet">
                <Icon name="right" />
              </Button>
            </header>
            <CalendarGrid>{(date) => <CalendarCell date={date} />}</CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

/** None when it is no day: what a template's file says is not changed by looking at it. */
export function dayOf(value: string): CalendarDate | null {
  try {
    return parseDate(value);
  } catch {
    return null;
  }
}
