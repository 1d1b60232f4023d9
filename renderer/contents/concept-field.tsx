import { useEffect, useState } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Concept } from '../../shared/credential/concept.ts';
import type { Reply } from '../../shared/desk/reply.ts';
import { isWindowLanguage, LANGUAGES, type Language, languagesMissing } from '../../shared/language.ts';
import type { Problem } from '../../shared/problem.ts';
import { labelIn } from '../../shared/vocabulary/vocabulary.ts';
import { Icon } from '../ui/icon.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { WordsField } from './words-field.tsx';

const ASK_AFTER = 120;
const MOST = 300;

interface ConceptFieldParts {
  readonly label: string;
  /** JSON Pointer in the template. */
  readonly path: string;
  readonly value: Concept | undefined;
  readonly optional?: boolean;
  /** Looks the words up in the list; a stable function. */
  readonly find: (order: {
    readonly text: string;
    readonly language: Language;
    readonly limit: number;
  }) => Promise<Reply<readonly Concept[]>>;
  /** Which of the list are meant, when not all; a stable function. */
  readonly among?: (concept: Concept) => boolean;
  /** Languages that the template speaks: where the list has no words, they are asked for. */
  readonly languages?: readonly Language[];
  /** Undefined when it was emptied. */
  readonly onChange: (concept: Concept | undefined) => void;
}

/** An entry of a controlled list: typed for, or chosen from the list. */
export function ConceptField({
  label,
  path,
  value,
  optional = false,
  find,
  among,
  languages = [],
  onChange,
}: ConceptFieldParts) {
  const { t, i18n } = useTranslation();
  const language = isWindowLanguage(i18n.language) ? i18n.language : 'en';
  const listed = useListed(value, language, find);
  const own = value ? labelIn(listed ?? value, language) : '';
  // Undefined while nothing has been typed: the list is then offered whole.
  const [typed, type] = useState<string>();
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<readonly Concept[]>([]);
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  useEffect(() => {
    if (!open) return;
    let current = true;
    const timer = setTimeout(async () => {
      const reply = await find({ text: typed ?? '', language, limit: MOST });
      if (!current) return;
      setFound(reply.ok ? reply.value.filter(among ?? (() => true)) : []);
      setProblems(reply.ok ? [] : reply.problems);
    }, ASK_AFTER);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed, open, language, find, among]);

  const choose = (uri: string) => {
    const concept = found.find((each) => each.uri === uri);
    if (concept && concept.uri !== value?.uri) onChange(concept);
    type(undefined);
  };
  const leave = () => {
    // Emptied on purpose; what was typed without choosing is nothing of the list.
    if (typed === '' && value) onChange(undefined);
    type(undefined);
  };
  return (
    <div data-path={path}>
      <ComboBox
        className={value || optional ? 'field concept' : 'field concept missing'}
        items={found}
        inputValue={typed ?? own}
        selectedKey={value?.uri ?? null}
        menuTrigger="focus"
        allowsEmptyCollection
        onInputChange={(words) => words !== own && type(words)}
        onOpenChange={setOpen}
        onSelectionChange={(key) => key !== null && choose(String(key))}
        onBlur={leave}
      >
        <Label className="label">
          {label}
          {optional && <span className="hint"> {t('contents.optional')}</span>}
        </Label>
        <div className="concept-input">
          <Input />
          <Button className="button quiet">
            <Icon name="right" />
          </Button>
        </div>
        <Popover className="popover">
          <ListBox
            className="list-box"
            renderEmptyState={() => <p className="hint">{t('contents.nothing')}</p>}
          >
            {(concept: Concept) => (
              <ListBoxItem id={concept.uri} className="list-item" textValue={labelIn(concept, language)}>
                {labelIn(concept, language)}
                {concept.notation && <span className="hint"> {concept.notation}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <ProblemList problems={problems} mild />
      {value && (
        <Unworded
          key={value.uri}
          concept={value}
          label={label}
          path={path}
          languages={languages}
          onChange={onChange}
        />
      )}
    </div>
  );
}

/** What the list calls it in the window's language, where its template has it in others only. */
function useListed(
  value: Concept | undefined,
  language: Language,
  find: ConceptFieldParts['find'],
): Concept | undefined {
  const [listed, setListed] = useState<Concept>();
  const told = value && LANGUAGES.find((each) => value.label[each] !== undefined);
  const lacks = value !== undefined && value.label[language] === undefined;
  const text = lacks && told ? value.label[told] : undefined;
  const uri = value?.uri;
  useEffect(() => {
    if (text === undefined || told === undefined) return;
    let current = true;
    void find({ text, language: told, limit: MOST }).then((reply) => {
      if (current && reply.ok) setListed(reply.value.find((each) => each.uri === uri));
    });
    return () => {
      current = false;
    };
  }, [text, told, uri, find]);
  return lacks && listed?.uri === uri ? listed : undefined;
}

interface UnwordedParts {
  readonly concept: Concept;
  readonly label: string;
  readonly path: string;
  readonly languages: readonly Language[];
  readonly onChange: (concept: Concept) => void;
}

/** The European lists lack words in some languages (national frameworks; fields of education in Icelandic): the institution's own. */
function Unworded({ concept, label, path, languages, onChange }: UnwordedParts) {
  // Those that were lacking when it was chosen: typing the first letter must not take the field away.
  const [known] = useState(concept.label);
  const lacking = languagesMissing(known, languages);
  if (lacking.length === 0) return null;
  return (
    <WordsField
      label={label}
      path={`${path}/label`}
      text={concept.label}
      languages={lacking}
      onChange={(words) => onChange({ ...concept, label: words })}
    />
  );
}
