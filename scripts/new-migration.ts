/**
 * `npm run new-migration -- NAME`: makes an empty migration in db/migrations, named so that it comes
 * after all others. NAME is a few words in kebab-case, such as waiting-list.
 */
import { readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = new URL('../db/migrations/', import.meta.url);

/** The file's name: the moment it was made, in UTC, then what it is about. */
export function migrationName(what: string, now: Date): string {
	if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(what))
		throw new Error('Name it in small letters and hyphens: npm run new-migration -- waiting-list');
	const moment = now.toISOString().replace(/[-:]/g, '').slice(0, 15);
	return `${moment}-${what}.sql`;
}

/** Files run in the order of their names, so a clock that is behind would slip one in between. */
export function refuseEarlier(name: string, existing: readonly string[]): void {
	const last = existing
		.filter((one) => one.endsWith('.sql'))
		.sort()
		.at(-1);
	if (last !== undefined && last >= name)
		throw new Error(`${last} would run after ${name}: is this machine's clock right?`);
}

async function main(): Promise<void> {
	const name = migrationName(process.argv[2] ?? '', new Date());
	refuseEarlier(name, await readdir(folder));
	const file = new URL(name, folder);
	await writeFile(file, '-- What this changes, and why.\n\n', { flag: 'wx' });
	console.log(`Made ${fileURLToPath(file)}. When it is written: npm run generate`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await main().catch((error: Error) => {
		console.error(error.message);
		process.exitCode = 1;
	});
}
