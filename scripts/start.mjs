// `npm start`: from a fresh clone to a running server. Plain JavaScript, for any Node from 20 up.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildPages } from './steps/build.mjs';
import { help } from './steps/help.mjs';
import { keepRunning } from './steps/keep.mjs';
import { findNode, nodeArguments, nodeEnvironment } from './steps/node.mjs';
import { installPackages } from './steps/packages.mjs';
import { fail, requireNode20, root, say } from './steps/say.mjs';

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
	say(help());
	process.exit(0);
}
const unknown = args.filter((argument) => argument !== '--empty');
if (unknown.length > 0) {
	fail(`npm start does not know ${unknown.join(' ')}: see “npm start -- --help”.`);
}

requireNode20();
await installPackages();
const node = findNode();
await buildPages(node);

const stop = new AbortController();
/** @type {import('node:child_process').ChildProcess | undefined} */
let server;

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
	process.on(signal, () => end(signal));
}
endWithNpm();
const ended = keepRunning({ begin, stopped: stop.signal, say });
process.exit(
	await ended.catch((error) => fail(`Holdspace could not be started (${error.message}).`))
);

function begin() {
	server = spawn(node, [...nodeArguments, join(root, 'src/main.ts'), ...args], {
		// HOLDSPACE_DATA and the like are read from where the command was typed, which npm makes the root.
		env: { ...process.env, ...nodeEnvironment() },
		// The channel tells the server when this process is gone, however it went.
		stdio: ['inherit', 'inherit', 'inherit', 'ipc']
	});
	return server;
}

/** @param {NodeJS.Signals} signal */
function end(signal) {
	stop.abort();
	server?.kill(signal);
}

/** npm passes signals on to a shell, which may keep them; and nothing does when npm itself is killed. */
function endWithNpm() {
	if (process.env['npm_lifecycle_event'] === undefined) return;
	const npm = process.ppid;
	const watch = setInterval(() => {
		if (process.ppid === npm) return;
		clearInterval(watch);
		end('SIGTERM');
	}, 500).unref();
}
