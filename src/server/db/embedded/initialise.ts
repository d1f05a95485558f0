import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CannotStart } from '../../cannot-start.ts';
import { program } from './binaries.ts';
import { environment, OWNER } from './options.ts';
import { own, type Place } from './place.ts';

/**
 * Creates the cluster on the first start. It is built beside its place and moved there when it is
 * whole, so that an interrupted first start leaves nothing that looks like data.
 */
export async function initialise(place: Place): Promise<boolean> {
	if (existsSync(join(place.cluster, 'PG_VERSION'))) return false;
	const home = dirname(place.cluster);
	const prefix = `${basename(place.cluster)}.new-`;
	for (const name of readdirSync(home)) {
		if (name.startsWith(prefix)) rmSync(join(home, name), { recursive: true, force: true });
	}
	const fresh = join(home, prefix + process.pid);
	mkdirSync(fresh, { mode: 0o700 });
	own(fresh, place.account);
	await initdb(place, fresh);
	if (existsSync(place.cluster)) rmdirSync(place.cluster);
	renameSync(fresh, place.cluster);
	return true;
}

async function initdb(place: Place, folder: string): Promise<void> {
	const made = spawn(
		program(place.binaries, 'initdb'),
		[
			...['-D', folder, '-U', OWNER, '-E', 'UTF8', '--no-locale', '--auth=trust'],
			...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums'],
			'--no-instructions'
		],
		{ ...who(place), cwd: '/', env: environment(), stdio: ['ignore', 'ignore', 'pipe'] }
	);
	let said = '';
	made.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
	const code = await new Promise((done, failed) => made.on('error', failed).on('close', done));
	if (code === 0) return;
	rmSync(folder, { recursive: true, force: true });
	const why = said
		.trim()
		.split('\n')
		.filter((line) => line.includes('error'))
		.at(-1);
	throw new CannotStart(`PostgreSQL could not create its folder (${why ?? said.trim()}).`);
}

export const who = ({ account }: Place) => (account ? { uid: account.uid, gid: account.gid } : {});
