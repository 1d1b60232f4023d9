import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { Icon } from './icon.tsx';

interface ChoiceParts<Key extends string> {
  readonly label: string;
  readonly value: Key;
  readonly options: readonly { readonly key: Key; readonly text: string }[];
  readonly onChange: (key: Key) => void;
}

/** One of a few: a button that opens a list. */
export function Choice<Key extends string>({ label, value, options, onChange }: ChoiceParts<Key>) {
  return (
    <Select
      className="choice"
      aria-label={label}
      selectedKey={value}
      onSelectionChange={(key) => {
        const chosen = options.find((option) => option.key === key);
        if (chosen) onChange(chosen.key);
      }}
    >
      <Button className="button">
        <SelectValue />
        <Icon name="right" />
      </Button>
      <Popover className="popover">
        <ListBox className="list-box">
          {options.map(({ key, text }) => (
            <ListBoxItem key={key} id={key} className="list-item" textValue={text}>
              {text}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
