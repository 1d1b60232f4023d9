import { readQrCodes } from './qr.ts';

/** Milliseconds between two looks; a hand is not steadier. */
const PAUSE = 200;

/** The places on the page: its button, what is shown only while the camera is on, the picture and a line of words. */
export interface CameraPlaces {
  readonly button: HTMLElement;
  readonly place: HTMLElement;
  readonly view: HTMLVideoElement;
  readonly said: HTMLElement;
}

/**
 * Makes the button turn the camera on and off. Its picture is looked at on this page and kept nowhere; it is off as soon as
 * a code was taken.
 * @param take answers whether what is looked for is among the texts.
 * @param draw says anew what `data-answer` names.
 */
export function serveCamera(
  { button, place, view, said }: CameraPlaces,
  take: (texts: readonly string[]) => Promise<boolean>,
  draw: () => void,
): void {
  let stream: MediaStream | undefined;
  // Each press begins another turn; a look of an earlier one is not to go on.
  let turn = 0;

  function show(on: boolean): void {
    place.hidden = !on;
    button.setAttribute('aria-pressed', String(on));
    button.dataset.answer = on ? 'camera.stop' : 'camera.use';
    draw();
  }

  function say(key: string): void {
    said.dataset.answer = key;
    draw();
  }

  function turnOff(): void {
    turn++;
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    view.srcObject = null;
    show(false);
  }

  async function look(mine: number): Promise<void> {
    const opened = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
      audio: false,
    });
    stream = opened;
    if (mine !== turn) return turnOff();
    view.srcObject = opened;
    await view.play();
    const { videoWidth: width, videoHeight: height } = view;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    while (context && mine === turn) {
      context.drawImage(view, 0, 0);
      const texts = await readQrCodes(context.getImageData(0, 0, width, height));
      if (mine !== turn) return;
      if (texts.length > 0) {
        if (await take(texts)) return turnOff();
        say('camera.foreign');
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  button.addEventListener('click', () => {
    if (button.getAttribute('aria-pressed') === 'true') return turnOff();
    turn++;
    said.dataset.answer = 'camera.hold';
    show(true);
    const mine = turn;
    look(mine).catch(() => mine === turn && say('camera.none'));
  });
}
