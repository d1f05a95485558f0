import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '#server/db/embedded.ts';
import { migrate } from '#server/db/migrate.ts';
import { ensureKeyFile } from '#server/keyring.ts';
import { openLog } from '#server/log.ts';

export interface OwnDatabase {
	folder: string;
	url: string;
	ownerUrl: string;
	keyFile: string;
	/** The process that a drill kills; it is started again by itself. */
	pid: () => number;
	/** Stops it; nothing of it is left. */
	close(): Promise<void>;
}

/** A PostgreSQL of a benchmark's own, with the product's empty tables and a key file. */
export async function openOwnDatabase(now: Date): Promise<OwnDatabase> {
	const folder = await mkdtemp(join(tmpdir(), 'holdspace-bench-'));
	const log = openLog({ level: 'warn', format: 'json' });
	const { url, ownerUrl, pid, stop } = await startEmbedded({ dataDir: folder, log });
	await migrate(ownerUrl);
	const keyFile = join(folder, 'keys.json');
	await ensureKeyFile(keyFile, now);
	return {
		...{ folder, url, ownerUrl, keyFile, pid },
		async close() {
			await stop();
			await rm(folder, { recursive: true, force: true });
		}
	};
}
