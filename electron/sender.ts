/** What Electron tells of the frame a message came from; null when the frame has gone. */
export interface Frame {
  readonly url: string;
  readonly parent: unknown;
}

/**
 * True only for the top frame of our own page. The URL is parsed, not matched by its beginning: `app://sealwright.evil`
 * begins like ours, and an empty or `about:blank` frame is nobody.
 */
export function isOurPage(frame: Frame | null, origin: string): boolean {
  if (!frame || frame.parent !== null) return false;
  try {
    const { protocol, host } = new URL(frame.url);
    return `${protocol}//${host}` === origin;
  } catch {
    return false;
  }
}
