/**
 * Ref of an element whose fields are emptied when it goes. React and the browser hold on to the field that had the
 * focus then, with what was typed into it, until some other field takes the focus.
 */
export const emptied = (element: HTMLElement | null): (() => void) => {
  return () => {
    for (const field of element?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea') ?? []) {
      field.value = '';
      // Where React keeps a copy.
      field.removeAttribute('value');
    }
  };
};
