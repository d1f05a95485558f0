// Plain JavaScript without packages: this runs before anything is installed, on any Node from 20 up.
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const LAST_LINES = 40;

/** @param {string} line */
export function say(line) {
	process.stdout.write(`${line}\n`);
}

/**
 * Ends the process with one sentence.
 * @param {string} sentence
 * @returns {never}
 */
export function fail(sentence) {
	process.stderr.write(`${sentence}\n`);
	process.exit(1);
}

export function requireNode20() {
	const major = Number(process.versions.node.split('.')[0]);
	if (major < 20) {
		fail(
			`Holdspace needs Node 20 or later to start, and this is Node ${process.versions.node}: install a newer one from https://nodejs.org.`
		);
	}
}

/**
 * Runs something that takes a while: says what it is, then shows that it goes on. What the program
 * prints is shown only when it fails.
 * @param {string} what
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export async function longStep(what, command, args, env = {}) {
	const begun = Date.now();
	const seconds = () => Math.round((Date.now() - begun) / 1000);
	say(`${what}…`);
	const tick = setInterval(() => say(`  still at it, ${seconds()} s`), 10_000);
	const child = spawn(command, args, {
		cwd: root,
		env: { ...process.env, NO_COLOR: '1', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		shell: process.platform === 'win32' && command.endsWith('.cmd')
	});
	let output = '';
	child.stdout.on('data', (chunk) => (output += chunk));
	child.stderr.on('data', (chunk) => (output += chunk));
	const code = await new Promise((done) => {
		child.on('error', (error) => {
			output += error.message;
			done(1);
		});
		child.on('close', (status) => done(status ?? 1));
	});
	clearInterval(tick);
	if (code === 0) {
		if (seconds() >= 2) say(`  done in ${seconds()} s`);
		return;
	}
	process.stderr.write(`${output.trimEnd().split('\n').slice(-LAST_LINES).join('\n')}\n`);
	fail(`${what}: that did not work; the lines above say why.`);
}
