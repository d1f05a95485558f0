import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root, say } from './say.mjs';

/**
 * Does something that two commands in the same checkout must not do at once, such as building.
 * @param {string} what
 * @param {() => Promise<void>} work
 */
export async function alone(what, work) {
	const mark = createHash('sha256').update(`${root}\0${what}`).digest('hex').slice(0, 16);
	const lock = join(tmpdir(), `holdspace-${mark}.lock`);
	let told = false;
	while (!take(lock)) {
		if (!told) say(`Another command is ${what} in this folder; waiting for it…`);
		told = true;
		await wait(300);
	}
	const release = () => rmSync(lock, { recursive: true, force: true });
	process.once('exit', release);
	try {
		await work();
	} finally {
		process.off('exit', release);
		release();
	}
}

/** @param {string} lock */
function take(lock) {
	try {
		mkdirSync(lock);
		writeFileSync(join(lock, 'pid'), String(process.pid));
		return true;
	} catch {
		if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
		return false;
	}
}

/** @param {string} lock */
function isAbandoned(lock) {
	try {
		process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
		return false;
	} catch (error) {
		const { code } = /** @type {NodeJS.ErrnoException} */ (error);
		if (code === 'EPERM') return false;
		if (code === 'ESRCH') return true;
		// The number is written a moment after the folder is made.
		const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
		return Date.now() - since > 5000;
	}
}
