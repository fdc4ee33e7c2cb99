// ESLint rule `qlsql/layers`: every import obeys the table in layers.mjs. Imports of our own are relative
// and carry their extension, so resolving one is path arithmetic.
import path from 'node:path';
import { guarded, layerOf, mayImport } from './layers.mjs';

const root = path.resolve(import.meta.dirname, '..');

function packageOf(specifier) {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

/** @type {import('eslint').Rule.RuleModule} */
const rule = {
  meta: {
    type: 'problem',
    docs: { description: 'obey the layer table of scripts/layers.mjs' },
    schema: [],
    messages: {
      room: '{{from}} may not import {{to}}: see scripts/layers.mjs.',
      package: '{{from}} may not import the package {{to}}: see scripts/layers.mjs.',
    },
  },
  create(context) {
    const from = path.relative(root, context.filename).replaceAll(path.sep, '/');
    const layer = layerOf(from);
    if (!layer) return {};
    const check = (node) => {
      if (!node.source || typeof node.source.value !== 'string') return;
      const specifier = node.source.value;
      if (specifier.startsWith('.')) {
        const to = path
          .relative(root, path.resolve(path.dirname(context.filename), specifier))
          .replaceAll(path.sep, '/');
        if (!mayImport(from, to)) context.report({ node, messageId: 'room', data: { from: layer.room, to } });
      } else if (guarded.includes(packageOf(specifier)) && !layer.packages.includes(packageOf(specifier))) {
        context.report({ node, messageId: 'package', data: { from: layer.room, to: specifier } });
      }
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

export default { rules: { layers: rule } };
