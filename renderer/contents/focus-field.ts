/**
 * Puts the cursor into the field for a place in the template, or into the nearest one around it.
 * @param path JSON Pointer (RFC 6901)
 */
export function focusField(within: HTMLElement, path: string): void {
  for (let place = path; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const field = within.querySelector(`[data-path="${CSS.escape(place)}"]`);
    const input =
      field?.querySelector<HTMLElement>('.missing :is(input:not([hidden]), textarea, [role=spinbutton])') ??
      field?.querySelector<HTMLElement>('input:not([hidden]), textarea, [role=spinbutton], button');
    if (!input) continue;
    input.focus();
    input.scrollIntoView({ block: 'center' });
    return;
  }
}
