import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { longStep, root } from './say.mjs';

const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules/.holdspace-installed');

/** Installs what the lock file names, when it changed since the last time. No package runs a script. */
export async function installPackages() {
	const lock = readFileSync(lockFile, 'utf8');
	const stamp = createHash('sha256')
		.update(`${lock}${process.platform}${process.arch}`)
		.digest('hex');
	if (isCurrent(stamp)) return;
	await alone('installing', async () => {
		if (isCurrent(stamp)) return;
		if (!isInstalled(JSON.parse(lock))) {
			const [command, args] = npm();
			await longStep('Installing packages (a minute or two, the first time)', command, [
				...args,
				...['ci', '--ignore-scripts', '--include=dev', '--include=optional']
			]);
		}
		writeFileSync(stampFile, stamp);
	});
}

/** @param {string} stamp */
function isCurrent(stamp) {
	return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
}

/**
 * True when somebody ran npm by hand: then what lies in node_modules is what the lock file names.
 * @param {{ packages: Record<string, Entry> }} lock
 * @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Entry
 */
function isInstalled(lock) {
	const hidden = join(root, 'node_modules/.package-lock.json');
	if (!existsSync(hidden)) return false;
	/** @type {{ packages: Record<string, Entry> }} */
	const installed = JSON.parse(readFileSync(hidden, 'utf8'));
	return Object.entries(lock.packages).every(
		([path, wanted]) =>
			path === '' ||
			installed.packages[path]?.version === wanted.version ||
			(wanted.optional === true && !isForThisMachine(wanted))
	);
}

/** @param {Entry} entry */
function isForThisMachine({ os, cpu, libc }) {
	// Of the two kinds of C library npm takes one; and what names no system hangs on another's build.
	if (libc !== undefined || os === undefined || cpu === undefined) return false;
	return os.includes(process.platform) && cpu.includes(process.arch);
}

/** @returns {[string, string[]]} */
function npm() {
	const own = process.env['npm_execpath'];
	if (own && /npm-cli\.c?js$/.test(own)) return [process.execPath, [own]];
	return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}
