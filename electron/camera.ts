import { type Frame, isOurPage } from './sender.ts';

/** A question that nobody asked by then was not the button's. */
const MILLISECONDS = 60_000;

/** What Electron tells of who asks for what. */
export interface MediaQuestion {
  readonly permission: string;
  readonly origin: string;
  readonly mainFrame: boolean;
  readonly media: readonly string[];
}

export interface CameraGate {
  /** The page says when its button was pressed, and when it has what it asked for. */
  set(open: boolean, now: number): void;
  allows(question: MediaQuestion, now: number): boolean;
}

/** Nothing but the picture, for nobody but the top frame of our own page, and only while its button is being answered. */
export function makeCameraGate(origin: string): CameraGate {
  let until = Number.NEGATIVE_INFINITY;
  return {
    set(open, now) {
      until = open ? now + MILLISECONDS : Number.NEGATIVE_INFINITY;
    },
    allows({ permission, origin: asking, mainFrame, media }, now) {
      const ours: Frame = { url: asking, parent: mainFrame ? null : 'another frame' };
      return (
        permission === 'media' &&
        now < until &&
        isOurPage(ours, origin) &&
        media.length > 0 &&
        media.every((kind) => kind === 'video')
      );
    },
  };
}
