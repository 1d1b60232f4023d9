import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import {
  PRINT_ORDERS,
  PRINT_WAYS,
  type PrinterChoice,
  type PrintFileChoice,
  type PrintOrder,
  type PrintSequence,
  type PrintWay,
} from '../../shared/desk/print.ts';
import { isWindowLanguage } from '../../shared/language.ts';
import { PAGES_PER_SHEET } from '../../shared/printing/imposition.ts';
import { ask, useAnswer } from '../desk.ts';
import { Choice } from '../ui/choice.tsx';
import { Labelled, Tick } from '../ui/labelled.tsx';
import { TestSheetButton } from './test-sheet.tsx';

type Manner = Pick<PrintOrder, 'sequence' | 'duplex' | 'language'>;
export type HowToPrint =
  | { readonly way: 'printer'; readonly order: Manner & PrinterChoice }
  | { readonly way: 'file'; readonly order: Manner & PrintFileChoice };

interface FormParts {
  readonly onPrint: (how: HowToPrint) => void;
  readonly onCancel: () => void;
}

const VERBS = { printer: 'print.title', file: 'print.do.file', proof: 'print.do.proof' } as const;

/** No printer is named so. */
const STANDARD = '';
const PER_SHEET = PAGES_PER_SHEET.map(String);

/** No form of HTML: its submission would also be that of the form behind the dialogue, which seals. */
export function PrintForm({ onPrint, onCancel }: FormParts) {
  const { t, i18n } = useTranslation();
  const [printers] = useAnswer(useCallback(() => ask('print.printers'), []));
  const [way, setWay] = useState<PrintWay>('printer');
  const [sequence, setSequence] = useState<PrintSequence>('roster');
  const [printer, setPrinter] = useState(STANDARD);
  const [duplex, setDuplex] = useState(false);
  const [cropMarks, setCropMarks] = useState(false);
  const [perSheet, setPerSheet] = useState('4');
  const language = isWindowLanguage(i18n.language) ? i18n.language : 'en';
  const known = printers?.state === 'here' ? printers.value : undefined;

  const submit = async () => {
    const manner = { sequence, language, ...(way !== 'proof' && duplex && { duplex }) };
    if (way === 'printer') {
      return onPrint({ way, order: { ...manner, ...(printer !== STANDARD && { printer }) } });
    }
    const out = await window.shell.save('pdf', t(`print.name.${way}`));
    if (out === undefined) return;
    const pages = PAGES_PER_SHEET.find((count) => String(count) === perSheet);
    const order =
      way === 'proof' && pages
        ? { ...manner, out, perSheet: pages }
        : { ...manner, out, ...(cropMarks && { cropMarks }) };
    onPrint({ way: 'file', order });
  };

  return (
    <div className="print-form">
      <Labelled label={t('print.way')}>
        <Choice
          label={t('print.way')}
          value={way}
          options={PRINT_WAYS.map((key) => ({ key, text: t(`print.way.${key}`) }))}
          onChange={setWay}
        />
        <p className="hint">{t(`print.hint.${way}`)}</p>
      </Labelled>
      {way === 'printer' && known?.byViewer === true && <p className="hint">{t('print.printer.viewer')}</p>}
      {way === 'printer' && known?.byViewer === false && (
        <Labelled label={t('print.printer')}>
          <Choice
            label={t('print.printer')}
            value={printer}
            options={[
              {
                key: STANDARD,
                text: [t('print.printer.standard'), known.standard].filter(Boolean).join(': '),
              },
              ...known.printers.map((key) => ({ key, text: key })),
            ]}
            onChange={setPrinter}
          />
        </Labelled>
      )}
      {way === 'proof' && (
        <Labelled label={t('print.per-sheet')}>
          <Choice
            label={t('print.per-sheet')}
            value={perSheet}
            options={PER_SHEET.map((key) => ({ key, text: key }))}
            onChange={setPerSheet}
          />
        </Labelled>
      )}
      <Labelled label={t('print.order')}>
        <Choice
          label={t('print.order')}
          value={sequence}
          options={PRINT_ORDERS.map((key) => ({ key, text: t(`print.order.${key}`) }))}
          onChange={setSequence}
        />
      </Labelled>
      {way !== 'proof' && <Tick text={t('print.duplex')} chosen={duplex} onChange={setDuplex} />}
      {way === 'file' && <Tick text={t('print.crop')} chosen={cropMarks} onChange={setCropMarks} />}
      <TestSheetButton />
      <div className="actions">
        <Button className="button" onPress={onCancel}>
          {t('issue.cancel')}
        </Button>
        <Button className="button primary" onPress={() => void submit()}>
          {t(VERBS[way])}
        </Button>
      </div>
    </div>
  );
}
