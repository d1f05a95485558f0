/**
 * `npm run dev`: the same database, demonstration, gateway and worker as `npm start`, with Vite in the
 * place of the built pages, so that a change is seen at once.
 */
import { createServer } from 'vite';
import { readConfig } from '../src/server/config.ts';
import { prepareJobs } from '../src/server/jobs.ts';
import { log } from '../src/server/log.ts';
import { invitePlayers } from '../src/start/demonstration.ts';
import { greeting } from '../src/start/greeting.ts';
import { openWorld } from '../src/start/open-world.ts';
import { setUpToken } from '../src/start/set-up.ts';
import type { Parts } from '../src/start/start.ts';
import { stop } from '../src/start/stop.ts';
import { chooseWorld, environmentOf } from '../src/start/world.ts';
import { startWorker } from '../src/worker/worker.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const parts: Parts = {};
let stopping = false;

async function end(code: number): Promise<void> {
	if (stopping) return;
	stopping = true;
	await stop(parts, log);
	process.exit(code);
}

/** Vite ends the process by itself when it is asked to stop, before PostgreSQL has; here `end` does. */
async function withoutEnding<T>(begin: () => Promise<T>): Promise<T> {
	const before = new Set(process.listeners('SIGTERM'));
	const begun = await begin();
	for (const each of process.listeners('SIGTERM'))
		if (!before.has(each)) process.off('SIGTERM', each);
	return begun;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.on(signal, () => void end(0));

try {
	const config = chooseWorld(readConfig(), { empty: process.argv.includes('--empty') });
	const { database, isSetUp, signIns } = await openWorld(config, { log, say, parts });
	// Vite's gateway plug-in and the pages read their settings from here.
	Object.assign(process.env, environmentOf(config, database.url));
	const vite = await withoutEnding(() =>
		createServer({ server: { port: config.port, host: config.host, strictPort: true } })
	);
	parts.front = { drain: () => vite.close() };
	await vite.listen();
	const token =
		config.world === 'real' && !isSetUp ? await setUpToken(config, database.url) : undefined;
	say(greeting(config, { signIns, token }));
	parts.players = await invitePlayers(config, database.url, log);
	// Known from its beginning, so that a stop in the middle of it waits.
	parts.worker = prepareJobs(database.ownerUrl).then(() =>
		parts.stopping ? undefined : startWorker({ config, databaseUrl: database.url, log })
	);
	await parts.worker;
} catch (error) {
	process.stderr.write(`${(error as Error).message}\n`);
	await end(1);
}
