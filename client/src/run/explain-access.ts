import type { Document } from '../../../dialect/src/index.ts';

/** What one part of a run came to: rows, and milliseconds with those of its inputs. */
export interface Figures {
  readonly rowsIn?: number;
  readonly rowsOut: number;
  readonly ms: number;
}

/** A node of the plan by which the server finds documents. */
export interface AccessNode {
  /** The server's word: `COLLSCAN`. */
  readonly stage: string;
  /** What it is called with what it works on: `IXSCAN of index id_1`. */
  readonly name: string;
  readonly detail: string;
  readonly inputs: readonly AccessNode[];
  readonly figures?: Figures;
  /** The node as the server tells it. */
  readonly told: Document;
}

/** The answer of one server: of several shards, that of the first. */
export function answeredBy(answer: Document): Document {
  const [shard] = Object.values((answer['shards'] as Readonly<Record<string, Document>> | undefined) ?? {});
  return shard ?? answer;
}

/** The plan of a cursor, with its figures where it ran. */
export function accessTree(cursor: Document): AccessNode {
  const planner = cursor['queryPlanner'] as Document | undefined;
  const winning = (planner?.['winningPlan'] as Document | undefined) ?? {};
  const ran = (cursor['executionStats'] as Document | undefined)?.['executionStages'] as Document | undefined;
  const slots = winning['queryPlan'] as Document | undefined;
  if (!slots) return nodeOf(winning, (at) => ran && childAt(ran, at));
  // The slot-based engine runs a tree of its own, whose parts name the node that they work for: the uppermost one tells what comes out of it.
  const parts = new Map<number, Document>();
  if (ran) collect(ran, parts);
  return nodeOf(slots, (_, node) => parts.get(Number(node['planNodeId'])));
}

/** `ranAs` finds what ran for a node: by its place in the tree, or by the node itself. */
function nodeOf(
  node: Document,
  ranAs: (place: readonly number[], node: Document) => Document | undefined,
  place: readonly number[] = [],
): AccessNode {
  const stage = String(node['stage'] ?? 'unknown');
  const inputs = inputsOf(node).map((input, index) => nodeOf(input, ranAs, [...place, index]));
  const ran = ranAs(place, node);
  const figures = ran && figuresOf(ran);
  const { name, detail } = wordsOf(stage, node);
  if (!figures) return { stage, name, detail, inputs, told: node };
  const fromInputs = inputs.reduce((sum, input) => sum + (input.figures?.rowsOut ?? 0), 0);
  const rowsIn = inputs.length > 0 ? fromInputs : examined(stage, ran);
  return {
    ...{ stage, name, detail, inputs, told: node },
    figures: { ...figures, ...(rowsIn === undefined ? {} : { rowsIn }) },
  };
}

/** What a part of an answer says of its run; undefined where it did not run. */
export function figuresOf(ran: Document): Figures | undefined {
  const rowsOut = ran['nReturned'] as unknown;
  if (rowsOut === undefined) return undefined;
  const micros = ran['executionTimeMicros'] as unknown;
  const ms = micros === undefined ? Number(ran['executionTimeMillisEstimate'] ?? 0) : Number(micros) / 1000;
  return { rowsOut: Number(rowsOut), ms };
}

/** Documents or keys that a node without inputs looked at. */
function examined(stage: string, ran: Document): number | undefined {
  const own = stage === 'IXSCAN' ? ran['keysExamined'] : ran['docsExamined'];
  const found: unknown = own ?? deepest(ran, stage === 'IXSCAN' ? 'keysExamined' : 'docsExamined');
  return found === undefined ? undefined : Number(found);
}

/** A figure that a part below tells: the slot-based engine counts where it reads. */
function deepest(ran: Document, figure: string): unknown {
  for (const input of inputsOf(ran)) {
    const found: unknown = (input[figure] as unknown) ?? deepest(input, figure);
    if (found !== undefined) return found;
  }
  return ran['stage'] === 'scan' ? ran['numReads'] : undefined;
}

function childAt(node: Document, place: readonly number[]): Document | undefined {
  return place.reduce<Document | undefined>((at, index) => at && inputsOf(at)[index], node);
}

function collect(ran: Document, parts: Map<number, Document>): void {
  const id = Number(ran['planNodeId']);
  if (!parts.has(id)) parts.set(id, ran);
  for (const input of inputsOf(ran)) collect(input, parts);
}

function inputsOf(node: Document): readonly Document[] {
  const single = ['inputStage', 'outerStage', 'innerStage', 'thenStage', 'elseStage'] as const;
  return [
    ...((node['inputStages'] as readonly Document[] | undefined) ?? []),
    ...single.flatMap((name) => {
      const found = node[name] as Document | undefined;
      return found ? [found] : [];
    }),
  ];
}

function wordsOf(stage: string, node: Document): { readonly name: string; readonly detail: string } {
  switch (stage) {
    case 'COLLSCAN':
      return { name: stage, detail: 'reads every document of the collection' };
    case 'IXSCAN': {
      const bounds = Object.entries((node['indexBounds'] as Document | undefined) ?? {});
      const texts = bounds.map(([field, ranges]) => `${field} ${(ranges as string[]).join(' ')}`);
      return { name: `IXSCAN of index ${String(node['indexName'])}`, detail: texts.join(', ') };
    }
    case 'SORT':
      return {
        name: `SORT ${JSON.stringify(node['sortPattern'])}`,
        detail: 'holds every row in memory before the first comes out',
      };
    case 'EQ_LOOKUP':
    case 'EQ_LOOKUP_UNWIND': {
      const index = node['indexName'] as unknown;
      const by = index === undefined ? '' : ` by index ${String(index)}`;
      return {
        name: `${stage} in ${String(node['foreignCollection']).replace(/^[^.]*\./, '')}`,
        detail: `${String(node['strategy'] ?? 'lookup')}${by}`,
      };
    }
    default:
      return { name: stage, detail: '' };
  }
}
