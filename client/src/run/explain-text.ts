import type { Document, Read } from '../../../dialect/src/index.ts';

/** What the server says of a pipeline, in lines: how it finds the documents, what has to hold all of them, and what the run cost. */
export function explained(answer: Document | undefined, read: Read): readonly string[] {
  if (!answer) return [];
  const first = cursorOf(answer);
  const planner = first?.['queryPlanner'] as Document | undefined;
  const winning = planner?.['winningPlan'] as Document | undefined;
  const plan = (winning?.['queryPlan'] ?? winning) as Document | undefined;
  const stages = (answer['stages'] as readonly Document[] | undefined) ?? [];
  const lines = ['Server', ...(plan ? nodeLines(plan, 1, read) : [])];
  for (const stage of stages.slice(first ? 1 : 0)) {
    const [name = ''] = Object.keys(stage);
    lines.push(`  ${name}${cost(stage)}${blocking(name)}`);
  }
  const statistics = first?.['executionStats'] as Document | undefined;
  if (statistics) {
    const number = (name: string): string => String(Number(statistics[name] ?? 0));
    const last = stages.at(-1)?.['nReturned'] ?? statistics['nReturned'];
    lines.push(
      'Run',
      `  rows returned: ${Number(last ?? 0)}`,
      `  documents examined: ${number('totalDocsExamined')}`,
      `  index keys examined: ${number('totalKeysExamined')}`,
      `  time in the first part: ${number('executionTimeMillis')} ms`,
    );
  }
  return lines;
}

/** The part of the answer that tells how the documents are found: the whole of it where all stages went there. */
function cursorOf(answer: Document): Document | undefined {
  if ('queryPlanner' in answer) return answer;
  const [stage] = (answer['stages'] as readonly Document[] | undefined) ?? [];
  if (stage?.['$cursor']) return stage['$cursor'] as Document;
  const [shard] = Object.values((answer['shards'] as Readonly<Record<string, Document>> | undefined) ?? {});
  return shard ? cursorOf(shard) : undefined;
}

function nodeLines(node: Document, depth: number, read: Read): readonly string[] {
  const inner = [
    ...((node['inputStages'] as readonly Document[] | undefined) ?? []),
    ...(['inputStage', 'outerStage', 'innerStage'] as const).flatMap((name) => {
      const found = node[name] as Document | undefined;
      return found ? [found] : [];
    }),
  ];
  return [
    `${'  '.repeat(depth)}${nodeText(node, read)}`,
    ...inner.flatMap((each) => nodeLines(each, depth + 1, read)),
  ];
}

function nodeText(node: Document, read: Read): string {
  const stage = String(node['stage']);
  switch (stage) {
    case 'COLLSCAN': {
      const fields = filtered(read);
      if (fields.length === 0) return 'COLLSCAN: reads every document of the collection';
      return `COLLSCAN: reads every document of the collection; an index on ${fields.join(', ')} may spare that`;
    }
    case 'IXSCAN': {
      const bounds = Object.entries((node['indexBounds'] as Document | undefined) ?? {});
      const texts = bounds.map(([field, ranges]) => `${field} ${(ranges as string[]).join(' ')}`);
      return `IXSCAN of index ${String(node['indexName'])}: ${texts.join(', ')}`;
    }
    case 'SORT':
      return `SORT ${JSON.stringify(node['sortPattern'])}: holds every row in memory before the first comes out`;
    default:
      return stage;
  }
}

/** Fields of the first filter. */
function filtered({ pipeline }: Read): readonly string[] {
  const match = pipeline[0]?.['$match'] as Document | undefined;
  return Object.keys(match ?? {}).filter((name) => !name.startsWith('$'));
}

const blocking = (stage: string): string =>
  stage === '$sort' || stage === '$group' ? ': holds its rows before the first comes out' : '';

function cost(stage: Document): string {
  const rows = stage['nReturned'];
  return rows === undefined ? '' : ` (${Number(rows)} rows)`;
}
