import { sendReader } from './host.ts';

/**
 * Texts of the QR codes on a picture or PDF, looked for by a process of its own: whoever made it may have wished to hold up
 * or exhaust the studio. None when it cannot be read in the time and memory there is.
 */
export async function readSheetCodes(file: string): Promise<readonly string[]> {
  const codes = await sendReader(
    { errand: 'sheet', order: { file } },
    { code: 'file.unreadable', where: { file } },
  );
  return codes.ok ? codes.value : [];
}
