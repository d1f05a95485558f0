/** A group as it may be after a busy week: twelve people, twenty shares, what was said under each. */
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

const members = ['Fern', 'Tide', 'Lark', 'Reed', 'Wren', 'Birch', 'Heron', 'Cedar', 'Jay', 'Moss'];
const sharesOnPage = 20;
const repliesEach = 3;
const responsesEach = 4;

/** Found in the page when it was really decrypted for this reader. */
export const planted = 'an unmistakable heliotrope';

export interface SpaceWorld {
	folder: string;
	databaseUrl: string;
	keyFile: string;
	groupId: string;
	/** Both halves of a member's login, as the browser sends them. */
	cookie: string;
	/** The member's own context, for the data of the page without a database. */
	reader: Ctx;
	close(): Promise<void>;
}

/** Everything is made through the operations, on a PostgreSQL of its own. */
export async function openSpaceWorld(): Promise<SpaceWorld> {
	const database = await openOwnDatabase(new Date());
	const { folder, ownerUrl, keyFile } = database;
	const world = openWorld(database);
	const week = 7 * 24 * hour;
	world.clock.pass(-week);
	await organisation(world, { timeZone: 'UTC' });
	const made = await group(world, { capacity: 12 });
	const people: Belonging[] = [];
	for (const alias of members) people.push(await made.member(alias));
	await fill(world, made.groupId, people);
	world.clock.set(new Date());
	const [reader] = people;
	const { name, passphrase } = reader!;
	const address = '198.51.100.1';
	const login = await accounts.signIn(world.nobody, {
		...{ name, passphrase, privateDevice: true, address }
	});
	return {
		...{ folder, keyFile, groupId: made.groupId, reader: reader!.ctx },
		databaseUrl: ownerUrl,
		cookie: `__Host-hs_login=${login.token}; __Host-hs_here=${login.here}`,
		async close() {
			await world.db.destroy();
			await database.close();
		}
	};
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
