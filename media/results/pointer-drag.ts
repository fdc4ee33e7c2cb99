/** Calls `move` as the pointer moves until its button is up, then `done`. */
export function follow(move: (event: PointerEvent) => void, done: () => void = () => undefined): void {
  const end = new AbortController();
  const { signal } = end;
  document.addEventListener('pointermove', move, { signal });
  document.addEventListener(
    'pointerup',
    () => {
      end.abort();
      done();
    },
    { signal },
  );
}
