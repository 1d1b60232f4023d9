import { createContext, useContext } from 'react';
import type { ScreenName } from '../shared/shell.ts';

/** Where the clerk is, and what they brought along. */
export type Place = { readonly screen: 'home' } | OtherPlace;

export type OtherPlace =
  | { readonly screen: Exclude<ScreenName, 'home' | 'templates' | 'issue' | 'verify' | 'register' | 'help'> }
  /** `offered` is a package that the system was told to open. */
  | { readonly screen: 'templates'; readonly offered?: string }
  | { readonly screen: 'issue'; readonly project?: IssueProject }
  | { readonly screen: 'verify'; readonly files?: readonly string[] }
  /** `credential` is shown at once, told by its id. */
  | { readonly screen: 'register'; readonly credential?: string }
  /** The guides from their beginning, or where they tell of something. */
  | { readonly screen: 'help'; readonly guide?: string; readonly section?: string }
  /** Reached from issuing. */
  | { readonly screen: 'roster'; readonly roster: string; readonly project: IssueProject }
  /** Reached from home and the settings. */
  | { readonly screen: 'institution' }
  /** Reached from the settings. */
  | { readonly screen: 'office' }
  /** Reached from the register. */
  | { readonly screen: 'audit' | 'figures'; readonly register: string }
  /** Reached from the templates. */
  | { readonly screen: 'designer' | 'versions'; readonly template: string };

/** Paths to issue with, filled in beforehand. */
export interface IssueProject {
  readonly template?: string;
  readonly roster?: string;
  /** What was mended beside the roster. */
  readonly corrections?: string;
  readonly seal?: string;
  /** Where the seal's key lies, if apart. */
  readonly sealKey?: string | undefined;
  readonly out?: string;
  /** What those of the roster are to stand in place of. */
  readonly replaces?: IssueReplacing;
  /** Its seal is a test seal: no password is typed. */
  readonly trial?: boolean;
}

export interface IssueReplacing {
  readonly register: string;
  /** One credential, or those that the rows name. */
  readonly serial?: string;
}

export const GoContext = createContext<(place: Place) => void>(() => {});

export function useGo(): (place: Place) => void {
  return useContext(GoContext);
}
