const PATHS = {
  home: 'M4 11.5 12 5l8 6.5M6.5 10v9h11v-9',
  template: 'M7 3.5h7l4 4V20.5H7zM14 3.5v4h4M10 12h5M10 15.5h5',
  issue: 'M9.5 13V9.8a3.4 3.4 0 1 1 5 0V13M6 13h12v3.5H6zM6 20h12',
  register: 'M5 4.5h11.5a2 2 0 0 1 2 2v13H7a2 2 0 0 1-2-2zM5 17.5a2 2 0 0 1 2-2h11.5M9 8.5h6',
  seal: 'M12 3.5l7 2.5v5.5c0 4.3-2.9 7.4-7 9-4.1-1.6-7-4.7-7-9V6zM9 12l2.2 2.2L15.2 10',
  verify: 'M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.5 15.5 20.5 20.5M8 10.6l2 2 3.3-3.6',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4',
  folder: 'M3.5 6.5h6l2 2.5h9v10h-17z',
  file: 'M7 3.5h7l4 4V20.5H7zM14 3.5v4h4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  warning: 'M12 4.5l8.5 15h-17zM12 10v4.2M12 16.8v.2',
  question: 'M9.2 9.2a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1-1.4 2.2M12 16.8v.2',
  left: 'M14.5 6l-6 6 6 6',
  right: 'M9.5 6l6 6-6 6',
  undo: 'M8.5 5.5 4.5 9.5l4 4M5 9.5h9.5a5 5 0 0 1 0 10H11',
  redo: 'M15.5 5.5l4 4-4 4M19 9.5H9.5a5 5 0 0 0 0 10H13',
  locked: 'M6.5 11h11v9h-11zM9 11V8a3 3 0 0 1 6 0v3',
  unlocked: 'M6.5 11h11v9h-11zM9 11V8a3 3 0 0 1 5.8-1',
  seen: 'M3 12c2.4-4 5.4-6 9-6s6.6 2 9 6c-2.4 4-5.4 6-9 6s-6.6-2-9-6zM12 14.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2z',
  hidden: 'M3 12c2.4-4 5.4-6 9-6s6.6 2 9 6c-2.4 4-5.4 6-9 6s-6.6-2-9-6zM5 19 19 5',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.6a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6z',
  calendar: 'M5 6.5h14v13H5zM5 10.5h14M8.5 4v4M15.5 4v4',
  plus: 'M12 5.5v13M5.5 12h13',
  people:
    'M9 11.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 19.5c.3-3.4 2.5-5.3 5.5-5.3s5.2 1.9 5.5 5.3M16 11.3a2.8 2.8 0 1 0-1-5.4M17 14.4c2.1.4 3.4 2.1 3.6 5.1',
} as const;

export type IconName = keyof typeof PATHS;

/** Drawn in the colour of the text beside it; says nothing by itself to a screen reader. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
