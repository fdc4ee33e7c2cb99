// A page is made once and its texts are changed in place: nothing jumps, and focus and selection stay.

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes (`false` and `undefined` leave one out) and children. Text is never read as HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

/** A codicon that screen readers skip. */
export function icon(id: string): HTMLElement {
  return element('i', { class: `codicon codicon-${id}`, 'aria-hidden': 'true' });
}

let ids = 0;

/** An id that nothing else in the page has: each tab of the results has its own inputs. */
export function freshId(name: string): string {
  ids += 1;
  return `${name}-${ids}`;
}

/** Sets a node's text where it is not that already. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Sets or removes an attribute where it is not so already. */
export function setAttribute(node: Element, name: string, value: string | undefined): void {
  if (value === undefined) node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}
