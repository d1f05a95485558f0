// Every other command of package.json: one table of tasks, run under the Node that npm brought.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildPages } from './steps/build.mjs';
import { findChromium } from './steps/chromium.mjs';
import { findNode, nodeArguments, nodeEnvironment } from './steps/node.mjs';
import { installPackages } from './steps/packages.mjs';
import { fail, requireNode20, root, say } from './steps/say.mjs';
import { ensureTypes } from './steps/sync.mjs';

requireNode20();
await installPackages();
const node = findNode();
await ensureTypes(node);
const [task = '', ...args] = process.argv.slice(2);
const LINTED_BEFORE = 'node_modules/.cache/eslint/';

/** @type {Record<string, () => Promise<number>>} */
const tasks = {
	dev: () => run('scripts/dev.ts', args),
	generate: () => withDatabase('GENERATE_DATABASE_URL', 'scripts/generate.ts', args),
	bench: async () => {
		const [name = '', ...more] = args;
		const program = `bench/${name}.ts`;
		if (!/^[a-z-]+$/.test(name) || !existsSync(join(root, program))) {
			fail('Say which: npm run bench -- NAME, for a file NAME.ts in bench/.');
		}
		await buildPages(node);
		return run(program, more);
	},
	drill: async () => {
		const [name = '', ...more] = args;
		if (name === 'simulation') return simulate(more);
		const program = `bench/drills/${name}.ts`;
		if (!/^[a-z-]+$/.test(name) || !existsSync(join(root, program))) {
			fail('Say which: npm run drill -- meeting, or npm run drill -- simulation.');
		}
		return run(program, more);
	},
	screenshots: async () => {
		process.env['CHROMIUM_PATH'] = await findChromium();
		await buildPages(node);
		return run('scripts/screenshots.ts', args);
	},
	lighthouse: async () => {
		process.env['CHROMIUM_PATH'] = await findChromium();
		await buildPages(node);
		return run('scripts/lighthouse.ts', args);
	},

	types: async () => {
		const synced = await run('node_modules/@sveltejs/kit/svelte-kit.js', ['sync']);
		if (synced !== 0) return synced;
		return run('node_modules/svelte-check/bin/svelte-check', [
			...['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human']
		]);
	},
	// Without ESLint’s cache: a file’s faults may come from the types of another.
	lint: () => lint([]),
	'lint:changed': () =>
		lint(['--cache', '--cache-strategy', 'content', '--cache-location', LINTED_BEFORE]),
	boundaries: () =>
		run('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', [
			...['src', 'db/demo', '--config', '.dependency-cruiser.cjs', '--output-type', 'err']
		]),
	unused: () => run('node_modules/knip/bin/knip.js', []),
	format: () => run('node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']),
	drift: () => withDatabase('GENERATE_DATABASE_URL', 'scripts/generate.ts', ['--check']),

	'check:quick': () => together(['types', 'lint:changed', 'boundaries']),
	check: async () => {
		const read = await together(['lint', 'types']);
		return Math.max(read, await inTurn(['boundaries', 'unused', 'format', 'drift']));
	},
	verify: async () => {
		const tested = await run('scripts/test.mjs', []);
		return (await inTurn(['check'])) || tested;
	}
};

const chosen = tasks[task];
if (!chosen) fail(`There is no task ${task}: choose from ${Object.keys(tasks).join(', ')}.`);
process.exitCode = await chosen();

/**
 * @param {string} variable
 * @param {string} program
 * @param {string[]} more
 */
function withDatabase(variable, program, more) {
	return run('scripts/with-database.ts', [variable, program, ...more]);
}

/** @param {string[]} more */
function lint(more) {
	return run('node_modules/eslint/bin/eslint.js', ['.', '--max-warnings', '0', ...more]);
}

/**
 * As many random meetings as the number after `simulation` says.
 * @param {string[]} more
 */
function simulate([many = '10000', ...more]) {
	process.env['HOLDSPACE_MEETINGS'] = many;
	const spec = 'src/gateway/simulation/simulation.spec.ts';
	return run('node_modules/vitest/vitest.mjs', ['run', '--project', 'server', spec, ...more]);
}

/**
 * @param {string} program
 * @param {string[]} more
 * @returns {Promise<number>}
 */
function run(program, more) {
	const child = spawn(node, [...nodeArguments, join(root, program), ...more], {
		cwd: root,
		env: { ...process.env, ...nodeEnvironment() },
		stdio: 'inherit'
	});
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		process.on(signal, () => child.kill(signal));
	}
	return new Promise((done) => {
		child.on('error', () => done(1));
		child.on('exit', (code) => done(code ?? 1));
	});
}

/**
 * All of them, also after one failed: a reader wants to know everything at once.
 * @param {string[]} names
 */
async function inTurn(names) {
	let worst = 0;
	for (const name of names) {
		const code = (await tasks[name]?.()) ?? 1;
		if (code !== 0) say(`${name}: not as it should be`);
		worst = Math.max(worst, code);
	}
	return worst;
}

/** @param {string[]} names */
async function together(names) {
	const codes = await Promise.all(names.map((name) => inTurn([name])));
	return Math.max(...codes);
}
