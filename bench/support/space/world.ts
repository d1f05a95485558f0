/** A group as it may be after a busy week, the same after years, and people who write in groups of their own. */
import pg from 'pg';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { needs } from '#lib/shares/shares.ts';
import { hour, minute } from '#server/clock.ts';
import type { Actor, Ctx } from '#server/ctx.ts';
import { openPool } from '#server/db/pool.ts';
import { newId } from '#server/ids.ts';
import { openKeyRing } from '#server/keyring.ts';
import { group, type Belonging } from '../../../test/support/groups.ts';
import { organisation } from '../../../test/support/organisation.ts';
import { aReply, aShare } from '../../../test/support/shares.ts';
import type { World } from '../../../test/support/world.ts';
import { openOwnDatabase, type OwnDatabase } from '../own-database.ts';
import { growTo } from './growth.ts';
import { writersIn, type Writer } from './writers.ts';

const members = ['Fern', 'Tide', 'Lark', 'Reed', 'Wren', 'Birch', 'Heron', 'Cedar', 'Jay', 'Moss'];
const sharesOnPage = 20;
const repliesEach = 3;
const responsesEach = 4;

/** Found in the page when it was really decrypted for this reader. */
export const planted = 'an unmistakable heliotrope';

/** One group, as one of its members opens it. */
export interface Space {
	groupId: string;
	/** Both halves of the member's login, as the browser sends them. */
	cookie: string;
	/** The member's own context, for the data of the page without a database. */
	reader: Ctx;
}

export interface SpaceWorld {
	folder: string;
	databaseUrl: string;
	keyFile: string;
	/** With 100 shares. */
	young: Space;
	/** With 100,000. */
	old: Space;
	writers: Writer[];
	/** As the owner of the tables, for what no operation does. */
	owner: pg.Client;
	close(): Promise<void>;
}

/** What a page shows is made through the operations, on a PostgreSQL of its own; what lies behind it is copied. */
export async function openSpaceWorld({ young = 100, old = 100_000 } = {}): Promise<SpaceWorld> {
	const database = await openOwnDatabase(new Date());
	const world = openWorld(database);
	const owner = new pg.Client({ connectionString: database.ownerUrl });
	await owner.connect();
	const week = 7 * 24 * hour;
	world.clock.pass(-week);
	await organisation(world, { timeZone: 'UTC' });
	const spaces: Space[] = [];
	for (const many of [young, old]) {
		const { groupId, reader } = await aBusyGroup(world);
		await growTo(owner, groupId, many);
		spaces.push(await signedIn(world, groupId, reader));
	}
	return {
		...{ folder: database.folder, keyFile: database.keyFile, databaseUrl: database.ownerUrl },
		...{ young: spaces[0]!, old: spaces[1]!, writers: await writersIn(world), owner },
		async close() {
			await owner.end();
			await world.db.destroy();
			await database.close();
		}
	};
}

async function aBusyGroup(world: World): Promise<{ groupId: string; reader: Belonging }> {
	const began = world.clock.now();
	const made = await group(world, { capacity: 12 });
	const people: Belonging[] = [];
	for (const alias of members) people.push(await made.member(alias));
	await fill(world, made.groupId, people);
	world.clock.set(began);
	return { groupId: made.groupId, reader: people[0]! };
}

async function signedIn(world: World, groupId: string, who: Belonging): Promise<Space> {
	const { name, passphrase } = who;
	const now = world.clock.now();
	world.clock.set(new Date());
	const address = '198.51.100.1';
	const login = await accounts.signIn(world.nobody, {
		...{ name, passphrase, privateDevice: true, address }
	});
	world.clock.set(now);
	// The page is read at the moment of the benchmark, whatever the world's clock says.
	const reader = { ...who.ctx, now: () => new Date() };
	const cookie = `__Host-hs_login=${login.token}; __Host-hs_here=${login.here}`;
	return { groupId, cookie, reader };
}

function openWorld({ url, ownerUrl, keyFile }: OwnDatabase): World {
	let at = Date.now();
	const clock = {
		now: () => new Date(at),
		set: (next: string | Date) => (at = new Date(next).getTime()),
		pass: (milliseconds: number) => (at += milliseconds)
	};
	const { db } = openPool(url, { max: 2 });
	const keys = openKeyRing(keyFile);
	const as = (actor: Actor): Ctx => ({ db, actor, now: clock.now, keys });
	return {
		...{ db, url, ownerUrl, keys, keyFile, clock, as },
		asAccount: (accountId, ...roles) => as({ kind: 'account', accountId, loginId: newId(), roles }),
		nobody: as({ kind: 'nobody' }),
		system: as({ kind: 'system', job: 'bench' })
	};
}

const sentence = 'I made the call I had put off since spring, and my hands shook, and I made it. ';

async function fill(world: World, groupId: string, people: Belonging[]): Promise<void> {
	const at = (index: number) => people[index % people.length]!;
	for (let n = 0; n < sharesOnPage; n++) {
		world.clock.pass(2 * hour);
		const text = sentence.repeat(4) + (n === 0 ? planted : `This is number ${n}.`);
		const shareId = await aShare(at(n).ctx, groupId, text, needs[n % needs.length]);
		for (let reply = 1; reply <= repliesEach; reply++) {
			world.clock.pass(10 * minute);
			await aReply(at(n + reply).ctx, groupId, shareId, `Thank you, ${at(n).alias}. ${sentence}`);
		}
		for (let one = 1; one <= responsesEach; one++) {
			const kind = one % 2 === 0 ? 'hear' : 'with';
			await shares.respond(at(n + one + 3).ctx, groupId, { shareId, kind, wanted: true });
		}
	}
}
