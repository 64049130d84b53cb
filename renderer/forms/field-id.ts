/** The id of the control of a field, so that a label, a finding and a test all find the same element. */
export function fieldId(path: string | readonly (string | number)[]): string {
  const name = typeof path === 'string' ? path : path.join('.');
  return `field-${name.replaceAll(/[^\w-]/g, '-')}`;
}

const FOCUSABLE = 'input:checked, input:not([type=radio]), textarea, select, button, input, [tabindex="0"]';

/** Puts the cursor into a field, or into the nearest one above it that is on the page. */
export function focusField(path: readonly (string | number)[]): boolean {
  for (let length = path.length; length > 0; length--) {
    const element = document.getElementById(fieldId(path.slice(0, length)));
    const target =
      element?.matches(FOCUSABLE) === true ? element : element?.querySelector<HTMLElement>(FOCUSABLE);
    if (target === null || target === undefined) continue;
    target.focus();
    target.scrollIntoView({ block: 'center' });
    return true;
  }
  return false;
}
