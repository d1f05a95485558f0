// `npm test`: everything that is needed, then every test. The last line counts them all.
// What follows `--` goes to Vitest, such as `npm test -- src/server/config.spec.ts`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildPages } from './steps/build.mjs';
import { findChromium } from './steps/chromium.mjs';
import { findNode, nodeArguments } from './steps/node.mjs';
import { installPackages } from './steps/packages.mjs';
import { requireNode20, root, say } from './steps/say.mjs';
import { ensureTypes } from './steps/sync.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: FileReport[] }} Report */
/** @typedef {{ name: string, status: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages: string[] | null }[] }} FileReport */

const args = process.argv.slice(2);
const files = args.filter((argument) => /\.ts$/.test(argument));
const journeys = files.filter((file) => file.includes('e2e'));
const ownProjects = args.some((argument) => argument.startsWith('--project'));
const rounds = chooseRounds();

requireNode20();
await installPackages();
const node = findNode();
await ensureTypes(node);
if (needsBrowser()) {
	process.env['CHROMIUM_PATH'] = await findChromium();
	await buildPages(node);
}

const folder = mkdtempSync(join(tmpdir(), 'holdspace-counts-'));
/** @type {string[]} */
const failures = [];
const total = { passed: 0, failed: 0, skipped: 0 };
let code = 0;
for (const [number, round] of rounds.entries()) {
	const report = join(folder, `${number}.json`);
	const status = await vitest([...round, ...args], report);
	const counts = read(report);
	for (const kind of /** @type {const} */ (['passed', 'failed', 'skipped'])) {
		total[kind] += counts[kind];
	}
	// Vitest also ends badly over errors that belong to no test.
	if (status !== 0 && counts.failed === 0) total.failed += 1;
	if (status !== 0) code = 1;
}
rmSync(folder, { recursive: true, force: true });
// Named again where a reader looks first: a long log is often kept by its end alone.
for (const failure of failures) say(failure);
if (total.passed + total.failed + total.skipped === 0) {
	say(`No test matches ${args.join(' ')}.`);
	code = 1;
}
say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : code;

/** Journeys have the machine to themselves: they start whole servers and browsers. */
function chooseRounds() {
	if (ownProjects) return [[]];
	const plain = ['--project', '!e2e'];
	const whole = ['--project', 'e2e'];
	if (files.length === 0) return [plain, whole];
	return [
		...(journeys.length < files.length ? [plain] : []),
		...(journeys.length > 0 ? [whole] : [])
	];
}

/** A few plain specs can be run without a browser and without building the pages. */
function needsBrowser() {
	return ownProjects || files.length === 0 || files.some((file) => /e2e|\.svelte\./.test(file));
}

/**
 * @param {string[]} more
 * @param {string} report
 * @returns {Promise<number>}
 */
function vitest(more, report) {
	const program = join(root, 'node_modules/vitest/vitest.mjs');
	const child = spawn(
		node,
		[
			...nodeArguments,
			...[program, 'run', '--passWithNoTests'],
			...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
			...more
		],
		{ cwd: root, stdio: 'inherit' }
	);
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
		process.once(signal, () => child.kill(signal));
	}
	return new Promise((done) => {
		child.on('error', () => done(1));
		child.on('exit', (status) => done(status ?? 1));
	});
}

/**
 * @param {string} report
 * @returns {Counts}
 */
function read(report) {
	/** @type {Report} */
	let said;
	try {
		said = JSON.parse(readFileSync(report, 'utf8'));
	} catch {
		return { passed: 0, failed: 1, skipped: 0 };
	}
	// A file that could not be loaded has no tests, and must count as a failure.
	const broken = said.testResults.filter(
		({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0
	);
	failures.push(...said.testResults.flatMap(failuresOf));
	return {
		passed: said.numPassedTests,
		failed: said.numFailedTests + broken.length,
		skipped: said.numPendingTests + said.numTodoTests
	};
}

/**
 * What failed in a file, each with the first lines of why.
 * @param {FileReport} file
 * @returns {string[]}
 */
function failuresOf({ name, status, message = '', assertionResults }) {
	const why = (/** @type {string} */ text) => text.split('\n').slice(0, 4).join('\n    ');
	const file = relative(root, name);
	const failed = assertionResults.filter((one) => one.status === 'failed');
	if (status !== 'failed' || failed.length > 0) {
		return failed.map(
			(one) => `FAILED ${file}: ${one.fullName}\n    ${why(one.failureMessages?.join('\n') ?? '')}`
		);
	}
	return [`FAILED ${file}\n    ${why(message)}`];
}
