import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CameraFrame, LARGEST_FRAME } from '../../shared/desk/verification.ts';
import { ask } from '../desk.ts';

/** Milliseconds between two looks; a hand is not steadier. */
const PAUSE = 200;

/**
 * The camera's picture until a proof of ours is seen in it. Frames go to the studio, which looks for codes; nothing is
 * kept, and the camera is off when this goes.
 */
export function Camera({
  trust,
  onFound,
}: {
  readonly trust: readonly string[];
  readonly onFound: (codes: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [said, setSaid] = useState<'hold' | 'foreign' | 'none'>('hold');

  // biome-ignore lint/correctness/useExhaustiveDependencies: the camera is opened once.
  useEffect(() => {
    let ended = false;
    let stream: MediaStream | undefined;
    const look = async (view: HTMLVideoElement) => {
      stream = await openCamera();
      if (ended) return turnOff(stream);
      view.srcObject = stream;
      await view.play();
      while (!ended) {
        const seen = await ask('verify.frame', frameOf(view));
        const codes = seen.ok ? seen.value : [];
        if (codes.length > 0) {
          const proof = await ask('verify.code', { codes, trust });
          if (ended) return;
          if (proof.ok && proof.value.reason !== 'not-sealed') return onFound(codes);
          setSaid('foreign');
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    };
    if (video.current) look(video.current).catch(() => ended || setSaid('none'));
    return () => {
      ended = true;
      turnOff(stream);
    };
  }, []);

  return (
    <div className="camera">
      {said !== 'none' && <video ref={video} muted playsInline />}
      <p role="status">{t(`answer:camera.${said}`)}</p>
    </div>
  );
}

/** @throws DOMException when there is no camera, or none is allowed. */
async function openCamera(): Promise<MediaStream> {
  await window.shell.camera(true);
  try {
    const size = { width: { ideal: 1280, max: LARGEST_FRAME }, height: { ideal: 720, max: LARGEST_FRAME } };
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', ...size },
      audio: false,
    });
  } finally {
    await window.shell.camera(false);
  }
}

function turnOff(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Luma of ITU-R BT.601 in whole numbers. */
function frameOf(view: HTMLVideoElement): CameraFrame {
  const { videoWidth: width, videoHeight: height } = view;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context?.drawImage(view, 0, 0);
  const pixels = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at++) {
    const red = pixels[4 * at] ?? 0;
    const green = pixels[4 * at + 1] ?? 0;
    const blue = pixels[4 * at + 2] ?? 0;
    grey[at] = (red * 77 + green * 150 + blue * 29) >> 8;
  }
  return { width, height, grey };
}
