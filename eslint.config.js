import { readFileSync } from 'node:fs';
import prettier from 'eslint-config-prettier/flat';
import vue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The table of rooms and what each may import; tests/architecture/rooms.test.ts reads the same one. */
const rooms = JSON.parse(readFileSync(new URL('./tests/architecture/rooms.json', import.meta.url), 'utf8'));

const ALIASES = { 'src-shared': '@shared', 'src-main': '@main', 'src-renderer': '@renderer' };

/** A room as other rooms name it in an import: `src-shared/model` is `@shared/model`. */
const aliasOf = (folder) => folder.replace(/^[^/]+/, (top) => ALIASES[top]);

const escapeRegExp = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Matches every specifier but relative ones and those of the given packages and rooms; `node:` stands for all of Node. */
const allBut = (names) => {
  const allowed = names.map((name) => (name === 'node:' ? 'node:' : `${escapeRegExp(name)}(?:/|$)`));
  return `^(?!\\.${allowed.map((name) => `|${name}`).join('')})`;
};

/** The imports of one room: nothing else, and what is allowed as a type only as a type. */
const roomImports = (room) => {
  const values = [room.folder, ...room.rooms].map(aliasOf).concat(room.packages);
  const types = room.roomsAsTypes.map(aliasOf).concat(room.packagesAsTypes);
  const message = `tests/architecture/rooms.json: ${room.folder} is for ${room.purpose}.`;
  return {
    files: [`${room.folder}/**/*.{ts,vue}`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: allBut([...values, ...types]), message },
            { regex: allBut(values), message, allowTypeImports: true },
          ],
        },
      ],
    },
  };
};

/** Functions of Math whose results the language does not fix; hypot and pow among them. */
const ENGINE_DEPENDENT = [
  ...['acos', 'acosh', 'asin', 'asinh', 'atan', 'atan2', 'atanh', 'cbrt', 'cos', 'cosh', 'exp', 'expm1'],
  ...['hypot', 'log', 'log10', 'log1p', 'log2', 'pow', 'random', 'sin', 'sinh', 'tan', 'tanh'],
];

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
  ...rooms.map(roomImports),
  {
    files: ['src-renderer/**', 'src-shared/**'],
    rules: { 'no-console': 'error' },
  },
  {
    // Runs must have the same bytes on every host: what is not correctly rounded everywhere comes from elementary.ts.
    files: ['src-shared/numerics/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...ENGINE_DEPENDENT.map((property) => ({
          object: 'Math',
          property,
          message: 'Its last bit depends on the engine: use src-shared/numerics/elementary.ts.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'BinaryExpression[operator="**"]:not([left.value=2])',
          message: 'The last bit of a power depends on the engine: use src-shared/numerics/raise.ts.',
        },
        {
          selector: 'AssignmentExpression[operator="**="]',
          message: 'The last bit of a power depends on the engine: use src-shared/numerics/raise.ts.',
        },
      ],
    },
  },
  {
    // Flat typed-array loops: an index is in range by construction, and a check would cost what the loop saves.
    files: [
      'src-shared/numerics/**/*.ts',
      'tests/numerics/**/*.ts',
      'tests/expansion/**/*.ts',
      'bench/**/*.ts',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['*.config.ts', '*.config.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: false } },
  },
  prettier,
);
