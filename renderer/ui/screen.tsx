import type { ReactNode } from 'react';

interface ScreenParts {
  readonly title: string;
  /** What can be done here, beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Screen({ title, actions, children }: ScreenParts) {
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>{title}</h1>
        {actions}
      </header>
      {children}
    </main>
  );
}
