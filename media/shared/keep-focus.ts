/**
 * Gives the keyboard back to the element that had it last. A browser forgets which one that was as soon as the workbench takes the keyboard
 * for a menu or the palette, and returns it to the page as a whole, where keys do nothing and Shift+F10 asks for no element's menu.
 * `otherwise` is asked where that element is gone, or none had it yet; without it the page as a whole has the keyboard then.
 */
export function keepFocus(otherwise?: () => void): void {
  let last: HTMLElement | undefined;
  const giveBack = (): void => {
    if (document.activeElement !== document.body) return;
    if (last?.isConnected && last.checkVisibility()) last.focus({ preventScroll: true });
    else otherwise?.();
  };
  document.addEventListener('focusin', (event) => {
    const [innermost] = event.composedPath(); // A custom element that holds it may take no focus itself.
    if (innermost instanceof HTMLElement) last = innermost;
  });
  window.addEventListener('focus', giveBack);
  // A button may be gone once it was pressed. Tab goes on from where it was.
  window.addEventListener('keydown', ({ key }) => key !== 'Tab' && giveBack(), { capture: true });
  if (otherwise) return;
  // Whoever clicks beside everything scrolls the page with the next keys, and does not press what had the keyboard before.
  const forget = (): void => {
    if (document.activeElement === document.body) last = undefined;
  };
  document.addEventListener('click', forget, { capture: true });
}
