import type { Column } from '../../client/src/messages/dashboard.ts';
import { setAttribute } from '../shared/dom.ts';

const [width, height] = [64, 16];
const namespace = 'http://www.w3.org/2000/svg';

/** Draws values over time as a small line in a cell; `text` says what it shows. Where nothing was measured the line is broken. */
export function drawSparkline(cell: HTMLElement, values: Column, text: string): void {
  const svg = cell.querySelector('svg') ?? newSvg(cell);
  const highest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 1);
  const step = width / Math.max(1, values.length - 1);
  let isBroken = true;
  const path = values.map((value, index) => {
    if (value === null) {
      isBroken = true;
      return '';
    }
    const place = `${Math.round(index * step * 10) / 10} ${Math.round((1 - value / highest) * (height - 2) * 10) / 10 + 1}`;
    const word = isBroken ? 'M' : 'L';
    isBroken = false;
    return `${word}${place}`;
  });
  setAttribute(svg, 'aria-label', text);
  setAttribute(svg.firstElementChild ?? svg, 'd', path.join(''));
}

function newSvg(cell: HTMLElement): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.setAttribute('role', 'img');
  svg.setAttribute('class', 'trend');
  svg.append(document.createElementNS(namespace, 'path'));
  cell.replaceChildren(svg);
  return svg;
}
