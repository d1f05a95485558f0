import { CannotStart } from '#server/cannot-start.ts';
import { SettingsError } from '#server/config.ts';
import { MigrationError } from '#server/db/migrate.ts';
import { KeyFileError } from '#server/keyring.ts';
import { log } from '#server/log.ts';
import { start, type Parts } from './start/start.ts';
import { stop } from './start/stop.ts';

const SENTENCES = [CannotStart, SettingsError, MigrationError, KeyFileError];
/** For a part that cannot end: whoever starts this again is waiting. */
const LONGEST_END = 30_000;
/** A terminal, npm and the launcher may each pass the same Ctrl-C on. */
const SAME_KEYPRESS = 500;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const parts: Parts = {};
let stoppingSince: number | undefined;
let starting = true;

function asked(signal?: NodeJS.Signals): void {
	if (stoppingSince === undefined) {
		say('\nStopping. Meetings that are running pause and can go on after the next start…');
		void end(0);
	} else if (signal === 'SIGINT' && Date.now() - stoppingSince > SAME_KEYPRESS) {
		say('Stopping at once.');
		void Promise.race([
			parts.database?.stop('now'),
			new Promise((done) => setTimeout(done, 3000))
		]).finally(() => process.exit(130));
	}
}

async function end(code: number): Promise<void> {
	stoppingSince ??= Date.now();
	await stop(parts, log);
	if (code === 0) say('Holdspace has stopped.');
	process.exit(code);
}

function failed(error: unknown): void {
	if (stoppingSince !== undefined) return;
	if (SENTENCES.some((kind) => error instanceof kind)) {
		process.stderr.write(`${(error as Error).message}\n`);
	} else {
		// Nobody has written anything yet that the error could quote.
		if (starting) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		log.fatal({ err: error }, 'Holdspace cannot go on and stops');
	}
	setTimeout(() => process.exit(1), LONGEST_END).unref();
	void end(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, asked);
// The launcher is gone, so nobody would pass on a signal any more.
process.on('disconnect', () => asked());
process.on('uncaughtException', failed);
process.on('unhandledRejection', failed);

const unknown = process.argv.slice(2).filter((argument) => argument !== '--empty');
if (unknown.length > 0) {
	failed(new CannotStart(`Unknown: ${unknown.join(' ')}. See “npm start -- --help”.`));
} else {
	start({ empty: process.argv.includes('--empty'), log, say, parts })
		.then(() => {
			starting = false;
			// From now on the launcher starts this again if it ends by itself.
			if (process.connected) process.send?.('running');
		})
		.catch(failed);
}
