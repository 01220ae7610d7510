import { readFileSync } from 'node:fs';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import prettier from 'eslint-config-prettier/flat';
import { importX } from 'eslint-plugin-import-x';
import vue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The table of rooms and what each may import; tests/architecture/rooms.test.ts reads the same one. */
const rooms = JSON.parse(readFileSync(new URL('./tests/architecture/rooms.json', import.meta.url), 'utf8'));

/** One zone per room: nothing under src-* may be imported but the room itself and the rooms it names. */
const zones = rooms.map((room) => ({
  target: `./${room.folder}`,
  from: '.',
  except: [room.folder, ...room.rooms, ...room.roomsAsTypes, 'node_modules', 'package.json'].map(
    (folder) => `./${folder}`,
  ),
  message: `tests/architecture/rooms.json: ${room.folder} is for ${room.purpose}.`,
}));

const roomsWithElectron = rooms.filter((room) => room.packages.includes('electron'));

export default defineConfig(
  globalIgnores(['out/', 'dist/', 'coverage/', 'node_modules/', 'resources/']),
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Interfaces here are records of functions; their method syntax does not mean that they use `this`.
      '@typescript-eslint/unbound-method': 'off',
      // An async function without await turns what it throws into a rejection.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.vue'],
    extends: [vue.configs['flat/recommended']],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/multi-word-component-names': 'off',
      // The compiler checks names; the type checker sees more of a template than the parser does.
      'no-undef': 'off',
    },
  },
  {
    // The linter's type checker cannot see into .vue modules; vue-tsc does.
    files: ['src-renderer/**', 'tests/**'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['src-*/**/*.ts', 'src-*/**/*.vue'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ project: `${import.meta.dirname}/tsconfig.json` }),
      ],
    },
    rules: { 'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }] },
  },
  {
    files: ['src-*/**/*.ts', 'src-*/**/*.vue'],
    ignores: roomsWithElectron.map((room) => `${room.folder}/**`),
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'electron', message: 'Only the desktop shell loads Electron.', allowTypeImports: true },
          ],
        },
      ],
    },
  },
  {
    files: ['src-renderer/**', 'src-shared/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['src-shared/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(node:|electron$)', message: 'src-shared runs in any host.' }] },
      ],
    },
  },
  {
    // Flat typed-array loops: an index is in range by construction, and a check would cost what the loop saves.
    files: ['src-shared/numerics/**/*.ts', 'tests/numerics/**/*.ts', 'bench/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['*.config.ts', '*.config.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: false } },
  },
  prettier,
);
