import type { DashboardSnapshot } from '../../client/src/messages/dashboard.ts';
import { moodFaces } from '../../client/src/messages/health.ts';
import { element, setAttribute, setText } from '../shared/dom.ts';
import { tileModels, type Tile } from './tile-model.ts';

interface TileNodes {
  readonly root: HTMLElement;
  readonly icon: HTMLElement;
  readonly value: HTMLElement;
  readonly unit: HTMLElement;
  readonly detail: HTMLElement;
  readonly bar: HTMLElement;
}

/** The row of figures on top. */
export class Tiles {
  readonly root = element('section', { class: 'tiles', 'aria-label': 'Figures now' });
  readonly #nodes = new Map<Tile['id'], TileNodes>();

  update(snapshot: DashboardSnapshot): void {
    for (const tile of tileModels(snapshot)) {
      const nodes = this.#nodes.get(tile.id) ?? this.#make(tile);
      setText(nodes.value, tile.value);
      setText(nodes.unit, tile.unit);
      setText(nodes.detail, tile.detail);
      setAttribute(nodes.detail, 'title', tile.detail);
      nodes.root.dataset['mood'] = tile.mood;
      // A healthy figure needs no icon of its own; health itself always has one.
      const shown = tile.id === 'health' || tile.mood !== 'healthy';
      nodes.icon.className = shown ? `tile-icon codicon codicon-${moodFaces[tile.mood].icon}` : 'tile-icon';
      for (const part of tile.bar ?? [])
        nodes.bar.style.setProperty(`--${part.kind}`, `${part.share * 100}%`);
    }
  }

  #make(tile: Tile): TileNodes {
    const nodes: TileNodes = {
      root: element('div', { class: 'tile', role: 'group', 'aria-label': tile.label }),
      icon: element('i', { class: 'tile-icon', 'aria-hidden': 'true' }),
      value: element('span', { class: 'tile-value' }),
      unit: element('span', { class: 'tile-unit' }),
      detail: element('div', { class: 'tile-detail' }),
      bar: element('div', { class: 'tile-bar', 'aria-hidden': 'true' }),
    };
    nodes.bar.append(
      element('span', { class: 'bar-active' }),
      element('span', { class: 'bar-idle' }),
      element('span', { class: 'bar-pending' }),
    );
    nodes.root.append(
      element('div', { class: 'tile-label' }, tile.label, nodes.icon),
      element('div', { class: 'tile-figure' }, nodes.value, nodes.unit),
      nodes.detail,
      ...(tile.bar ? [nodes.bar] : []),
    );
    this.#nodes.set(tile.id, nodes);
    this.root.append(nodes.root);
    return nodes;
  }
}
