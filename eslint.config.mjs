import tseslint from 'typescript-eslint';
import layers from './scripts/lint-layers.mjs';

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '**/*.d.ts', 'out/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { qlsql: layers },
    rules: {
      'qlsql/layers': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', 500],
      'no-console': 'error',
    },
  },
  // A switch counts once: a case for each kind of a thing is one idea, however many there are.
  {
    files: ['{dialect,server,client,media}/**/*.ts'],
    rules: {
      complexity: ['error', { max: 36, variant: 'modified' }],
      'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['test/**/*.ts', 'bench/**/*.ts', 'client/src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
);
