import { element, icon } from '../shared/dom.ts';

/** A button that shows an icon; its label is read aloud and shown as a tooltip. */
export function iconButton(id: string, label: string, click: () => void): HTMLButtonElement {
  const button = element(
    'button',
    { type: 'button', class: 'icon-button', title: label, 'aria-label': label },
    icon(id),
  );
  button.addEventListener('click', (event) => {
    event.stopPropagation();
    click();
  });
  return button;
}
