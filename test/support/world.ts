import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import type { Actor, Ctx, StaffRole } from '../../src/server/ctx.ts';
import { openPool } from '../../src/server/db/pool.ts';
import type { DB } from '../../src/server/db/schema.ts';
import { newId } from '../../src/server/ids.ts';
import { ensureKeyFile, openKeyRing, type KeyRing } from '../../src/server/keyring.ts';
import { databaseUrl } from './global-setup.ts';

/** A clock that stands still until a test moves it. */
export interface Clock {
	now: () => Date;
	set(at: string | Date): void;
	pass(milliseconds: number): void;
}

export function fixedClock(start: string | Date = '2026-11-22T18:00:00Z'): Clock {
	let at = new Date(start).getTime();
	return {
		now: () => new Date(at),
		set: (next) => (at = new Date(next).getTime()),
		pass: (milliseconds) => (at += milliseconds)
	};
}

/** A real database of this spec file's own, with the app's own role, keys and a clock that can be set. */
export interface World {
	db: Kysely<DB>;
	url: string;
	ownerUrl: string;
	keys: KeyRing;
	keyFile: string;
	clock: Clock;
	as(actor: Actor): Ctx;
	asAccount(accountId: string, ...roles: StaffRole[]): Ctx;
	nobody: Ctx;
	system: Ctx;
}

let opened = 0;

/** Call once at the top of a spec file: `const world = await openWorld()`. Closes itself. */
export async function openWorld(): Promise<World> {
	const { url: server, template } = inject('server');
	const name = `spec_${process.ppid}_${process.pid}_${Date.now().toString(36)}_${opened++}`;
	const admin = new pg.Client({ connectionString: server });
	await admin.connect();
	await admin.query(`create database ${name} template ${template} strategy file_copy`);
	await admin.end();
	const ownerUrl = databaseUrl(server, name);
	const url = asAppRole(ownerUrl);
	const pool = openPool(url);
	afterAll(() => pool.close());
	const clock = fixedClock();
	const keyFile = join(mkdtempSync(join(tmpdir(), 'holdspace-keys-')), 'keys.json');
	await ensureKeyFile(keyFile, clock.now());
	const keys = openKeyRing(keyFile);
	const as = (actor: Actor): Ctx => ({ db: pool.db, actor, now: clock.now, keys });
	return {
		...{ db: pool.db, url, ownerUrl, keys, keyFile, clock, as },
		asAccount: (accountId, ...roles) => as({ kind: 'account', accountId, loginId: newId(), roles }),
		nobody: as({ kind: 'nobody' }),
		system: as({ kind: 'system', job: 'test' })
	};
}

/** The same database, signed in as the role that owns nothing. */
function asAppRole(ownerUrl: string): string {
	const url = new URL(ownerUrl);
	url.username = '';
	url.password = '';
	url.searchParams.set('user', 'holdspace_app');
	return url.href;
}
