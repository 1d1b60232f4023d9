/** Milliseconds in which a dialogue gives the focus back to what opened it. */
const RETURNED = 100;

/**
 * A press may take away what was pressed: another screen comes, or a line is gone. The focus then stays where that was,
 * so that Tab goes on from there and a screen reader tells what came (WCAG 2.4.3).
 * @returns how to end it.
 */
export function keepFocus(): () => void {
  let held: readonly Element[] = [];
  let timer = 0;
  const note = ({ target }: FocusEvent) => {
    held = target instanceof Element ? [...upwards(target)] : [];
  };
  const mend = () => {
    const { activeElement, body } = document;
    const [lost] = held;
    if (activeElement !== body || !lost || lost.isConnected) return;
    const main = document.querySelector('main');
    const near = held.find((each) => each.isConnected && main?.contains(each)) ?? main;
    if (!(near instanceof HTMLElement)) return;
    if (near.tabIndex < 0) near.tabIndex = -1;
    near.focus({ preventScroll: true });
  };
  const watch = new MutationObserver(() => {
    window.clearTimeout(timer);
    timer = window.setTimeout(mend, RETURNED);
  });
  document.addEventListener('focusin', note);
  watch.observe(document.body, { childList: true, subtree: true });
  return () => {
    window.clearTimeout(timer);
    document.removeEventListener('focusin', note);
    watch.disconnect();
  };
}

function* upwards(from: Element): Generator<Element> {
  for (let each: Element | null = from; each; each = each.parentElement) yield each;
}
