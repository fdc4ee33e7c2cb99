import type { ToResultsView } from '../../client/src/messages/results.ts';
import { element, freshId, setText } from '../shared/dom.ts';

export interface EditRequests {
  preview(text: string): void;
  write(text: string): void;
  undo(): void;
  /** The bar was left: the keyboard goes back to where it came from. */
  closed(): void;
}

type Message<Type extends ToResultsView['type']> = Extract<ToResultsView, { readonly type: Type }>;

/**
 * Below the rows: the value that is being edited, with the UPDATE that would write it as one types. Enter writes, Shift+Enter is a new line, Escape
 * leaves all as it is. Afterwards it says what became of it, and offers to take it back.
 */
export class EditBar {
  readonly element = element('div', { class: 'edit-bar', hidden: true });
  readonly #id = freshId('edit');
  readonly #label = element('label', { for: this.#id });
  readonly #input = element('textarea', { id: this.#id, rows: 1, spellcheck: 'false' });
  readonly #note = element('span', { class: 'edit-note', role: 'status' });
  readonly #statement = element('pre', { class: 'edit-statement', 'aria-label': 'What would run' });
  readonly #buttons = element('span', { class: 'edit-buttons' });
  readonly #requests: EditRequests;
  #isOk = false;

  constructor(requests: EditRequests) {
    this.#requests = requests;
    this.element.append(this.#label, this.#input, this.#buttons, this.#note, this.#statement);
    this.#input.addEventListener('input', () => {
      this.#isOk = false;
      requests.preview(this.#input.value);
    });
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
  }

  open({ label, text, valueType }: Message<'editing'>): void {
    this.element.hidden = false;
    this.element.classList.remove('told');
    setText(this.#label, `${label} (${valueType})`);
    this.#input.value = text;
    this.#input.rows = Math.min(6, text.split('\n').length);
    setText(this.#note, '');
    setText(this.#statement, '');
    this.#buttons.replaceChildren(
      button('Write', () => this.#write()),
      button('Cancel', () => this.#close()),
    );
    this.#requests.preview(text);
    this.#input.focus();
    this.#input.select();
  }

  preview({ text, ok, statement, note }: Message<'editPreview'>): void {
    if (text !== this.#input.value) return;
    this.#isOk = ok;
    this.#input.setAttribute('aria-invalid', String(!ok));
    setText(this.#note, note);
    setText(this.#statement, statement);
  }

  /** What became of it. */
  tell({ note, canUndo }: Message<'edited'>): void {
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = false;
    this.element.classList.add('told');
    setText(this.#statement, '');
    setText(this.#note, note);
    this.#buttons.replaceChildren(
      ...(canUndo ? [button('Undo', () => this.#requests.undo())] : []),
      button('Close', () => this.#close()),
    );
    if (hadFocus) this.#requests.closed();
  }

  #write(): void {
    if (this.#isOk) this.#requests.write(this.#input.value);
  }

  #close(): void {
    this.element.hidden = true;
    this.#requests.closed();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter' && !event.shiftKey && event.target === this.#input) this.#write();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function button(label: string, click: () => void): HTMLElement {
  const made = element('button', { type: 'button', class: 'text-button' }, label);
  made.addEventListener('click', click);
  return made;
}
