import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root } from './say.mjs';

/** What sign-in needs (Argon2) came with this version. */
const OLDEST = [24, 7];

/**
 * The Node that runs Holdspace: the one npm brought, or the one at hand when it is new enough.
 * @returns {string}
 */
export function findNode() {
	const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	const brought = join(
		root,
		'node_modules',
		name,
		'bin',
		process.platform === 'win32' ? 'node.exe' : 'node'
	);
	if (existsSync(brought) && runs(brought)) return brought;
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const [wantedMajor = 0, wantedMinor = 0] = OLDEST;
	if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor))
		return process.execPath;
	return fail(
		`npm has no Node for ${process.platform} on ${process.arch} that Holdspace could bring along: install Node ${OLDEST.join('.')} or later from https://nodejs.org, then start again.`
	);
}

/**
 * Only where it is in doubt: on musl systems the file is there, and cannot run.
 * @param {string} node
 */
function runs(node) {
	if (process.platform !== 'linux' || existsSync('/lib64/ld-linux-x86-64.so.2')) return true;
	return spawnSync(node, ['--version']).status === 0;
}

/** Node keeps compiled modules here, which halves the time to the first page. */
export const nodeEnvironment = () => ({
	NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/holdspace')
});

export const nodeArguments = ['--disable-warning=ExperimentalWarning'];
