import { writeFileSync } from 'node:fs';
import encodeQr from 'qr';

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES = 5;

/**
 * Writes a film of a QR code that somebody holds before a camera, as raw pictures (YUV4MPEG2, 4:2:0, full range) that
 * Chromium shows as its camera's: grey paper, noise, and a hand that is not quite still.
 */
export function writeFilm(path: string, text: string): void {
  const rows = encodeQr(text, 'raw', { ecc: 'medium', border: 4 });
  const module = Math.floor((HEIGHT - 40) / rows.length);
  const colours = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frames = Array.from({ length: FRAMES }, (_, frame) => {
    const luma = Buffer.alloc(WIDTH * HEIGHT);
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const row = Math.floor((y - 12 - frame) / module);
        const column = Math.floor((x - 90 - 2 * frame) / module);
        const noise = (x * 7 + y * 13 + frame * 5) % 21;
        luma[y * WIDTH + x] = (rows[row]?.[column] === true ? 45 : 200) + noise;
      }
    }
    return Buffer.concat([Buffer.from('FRAME\n'), luma, colours]);
  });
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F5:1 Ip A1:1 C420jpeg XCOLORRANGE=FULL\n`);
  writeFileSync(path, Buffer.concat([head, ...frames]));
}
