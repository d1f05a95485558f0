import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { saveSteps } from './steps.ts';
import type { DB } from './schema.ts';

/** Counts and sequence numbers stay far under 2^53, so plain numbers are exact. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
/** A date has no time and no zone; it stays the text PostgreSQL sent. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);

export interface Pool {
	db: Kysely<DB>;
	close(): Promise<void>;
}

export interface PoolOptions {
	/** Called when an idle connection breaks; the pool replaces it by itself. */
	onError?: (error: Error) => void;
	max?: number;
	/** Milliseconds one statement may take. */
	statementTimeout?: number;
}

/** The role every page, socket and job works as. It owns nothing, and policies bind it. */
export const appRole = 'holdspace_app';

/**
 * Opens connections as the app role, whatever account `url` names: `role` is set when the connection
 * starts, so a statement that forgot its context sees nothing.
 */
export function openPool(url: string, options: PoolOptions = {}): Pool {
	const pool = new pg.Pool({
		connectionString: url,
		max: options.max ?? 10,
		options: `-c role=${appRole} -c search_path=public`,
		connectionTimeoutMillis: 5000,
		statement_timeout: options.statementTimeout ?? 15_000,
		idle_in_transaction_session_timeout: 30_000,
		application_name: 'holdspace',
		// What is asked of one connection goes to it at once, in order (steps.ts).
		pipeline: true
	});
	let closing = false;
	// A closed pool answers before its connections have ended; how they end concerns nobody.
	pool.on('error', (error) => closing || options.onError?.(error));
	// A connection that breaks in the middle of work fails that work; without a listener it would end the process.
	pool.on('connect', (client) => {
		client.on('error', () => {});
		saveSteps(client);
	});
	const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
	return {
		db,
		close() {
			closing = true;
			return db.destroy();
		}
	};
}
