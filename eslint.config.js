import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
// @ts-expect-error it brings no types
import security from 'eslint-plugin-security';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** @type {import('eslint').Linter.RuleEntry} */
const MAX_LINES = ['error', { max: 400, skipBlankLines: false, skipComments: false }];

/**
 * Rules that know types are the ones that find real faults: a promise nobody waits for, above all.
 * @type {import('eslint').Linter.RulesRecord}
 */
const typeAware = {
	'@typescript-eslint/await-thenable': 'error',
	'@typescript-eslint/no-floating-promises': 'error',
	'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
	'@typescript-eslint/only-throw-error': 'off',
	'@typescript-eslint/no-for-in-array': 'error',
	'@typescript-eslint/no-base-to-string': 'error',
	'@typescript-eslint/restrict-plus-operands': 'error',
	'@typescript-eslint/switch-exhaustiveness-check': [
		'error',
		{ considerDefaultExhaustiveForUnions: true }
	]
};

export default ts.config(
	{
		ignores: [
			...['build/', '.svelte-kit/', 'coverage/', 'data/', 'node_modules/', 'docs/pictures/'],
			...['src/server/db/schema.ts', 'src/server/db/schema/']
		]
	},
	js.configs.recommended,
	...ts.configs.strict,
	...svelte.configs.recommended,
	security.configs.recommended,
	{
		languageOptions: { globals: { ...globals.node, ...globals.browser } },
		plugins: { regexp },
		linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: false },
		rules: {
			'max-lines': MAX_LINES,
			'no-console': 'error',
			eqeqeq: 'error',
			'no-eval': 'error',
			'no-implied-eval': 'error',
			'no-new-func': 'error',
			'object-shorthand': 'error',
			'prefer-const': ['error', { destructuring: 'all' }],
			// TypeScript finds these better.
			'no-undef': 'off',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }
			],
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
			// With noUncheckedIndexedAccess the mark says “known to be there”; a check would say less.
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-dynamic-delete': 'off',
			'@typescript-eslint/no-invalid-void-type': 'off',
			'svelte/no-at-html-tags': 'error',
			'svelte/no-target-blank': 'error',
			'svelte/no-inline-styles': 'error',
			// Links go to fixed paths of ours; the base path is always the root.
			'svelte/no-navigation-without-resolve': 'off',
			'svelte/prefer-svelte-reactivity': 'off',
			// svelte-check judges warnings, with the settings of the build.
			'svelte/no-unused-svelte-ignore': 'off',
			// “Are scripts running?” is an effect that sets a state, and means it; so is a lone space.
			'svelte/prefer-writable-derived': 'off',
			'svelte/no-useless-mustaches': 'off',
			'security/detect-bidi-characters': 'error',
			// No expression may take longer than its text is long; the guess of the security plug-in is too coarse.
			'regexp/no-super-linear-backtracking': 'error',
			'security/detect-unsafe-regex': 'off',
			'security/detect-eval-with-expression': 'error',
			'security/detect-pseudoRandomBytes': 'error',
			'security/detect-buffer-noassert': 'error',
			'security/detect-new-buffer': 'error',
			'security/detect-disable-mustache-escape': 'error',
			'security/detect-no-csrf-before-method-override': 'error',
			'security/detect-non-literal-regexp': 'error',
			'security/detect-possible-timing-attacks': 'error',
			// These two flag every index and every path; with typed code they find nothing and hide the rest.
			'security/detect-object-injection': 'off',
			'security/detect-non-literal-fs-filename': 'off',
			'security/detect-child-process': 'off'
		}
	},
	{
		files: ['src/**/*.ts', 'db/demo/**/*.ts'],
		ignores: ['**/*.svelte.ts', 'src/service-worker/**'],
		languageOptions: { parserOptions: { projectService: true } },
		rules: typeAware
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser } },
		// Props arrive by `let` and are never assigned here.
		rules: {
			'prefer-const': 'off',
			'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$state'] }]
		}
	},
	{
		files: ['scripts/**', 'bench/**', 'src/cli/**', 'test/**', '**/*.spec.ts'],
		rules: {
			'no-console': 'off',
			'security/detect-possible-timing-attacks': 'off',
			'security/detect-non-literal-regexp': 'off',
			'regexp/no-super-linear-backtracking': 'off'
		}
	},
	{
		files: ['**/*.cjs'],
		languageOptions: { globals: globals.node },
		rules: { '@typescript-eslint/no-require-imports': 'off' }
	}
);
