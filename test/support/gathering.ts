import { newId } from '../../src/server/ids.ts';
import { newKey } from '../../src/server/crypto.ts';
import type { Ctx } from '../../src/server/ctx.ts';
import { inTransaction } from '../../src/server/ctx.ts';
import * as groups from '../../src/lib/groups/server/groups.ts';
import type { MadeGroup } from './groups.ts';
import type { World } from './world.ts';

/** Somebody in the gathering: an account, its membership, and its own context. */
export interface Someone {
	accountId: string;
	membershipId: string;
	alias: string;
	ctx: Ctx;
}

/** A group with two facilitators and some members, and one meeting that is about to begin. */
export interface Gathering {
	groupId: string;
	meetingId: string;
	start: Date;
	people: Map<string, Someone>;
	who(alias: string): Someone;
}

const FACILITATORS = ['Mara', 'Ines'];

/** An account that can do nothing but belong to groups. */
export async function anAccount(world: World): Promise<string> {
	const accountId = newId(world.clock.now());
	await inTransaction(world.system, async ({ db }) => {
		const { kekId, wrapped } = world.keys.wrap(newKey(), `account:${accountId}`);
		const name = Buffer.from(accountId.replaceAll('-', '').padEnd(32, '0').slice(0, 32));
		await db
			.insertInto('account')
			.values({
				account_id: accountId,
				name_mac: name,
				name_box: name,
				passphrase_hash: '$argon2id$none',
				account_key: wrapped,
				kek_id: kekId,
				adult_confirmed_at: world.clock.now(),
				created_at: world.clock.now()
			})
			.execute();
	});
	return accountId;
}

/** `startsIn` is counted from the world's clock, in minutes. */
export async function gather(
	world: World,
	members: string[],
	{ startsIn = 0, minutes = 90 } = {}
): Promise<Gathering> {
	const groupId = newId();
	const meetingId = newId();
	const now = world.clock.now();
	const start = new Date(now.getTime() + startsIn * 60_000);
	await inTransaction(world.system, async ({ db }) => {
		const { kekId, wrapped } = world.keys.wrap(newKey(), `group:${groupId}`);
		await db
			.insertInto('peer_group')
			.values({
				group_id: groupId,
				name: 'Evening harbour',
				purpose: 'A quiet place to be heard by others.',
				experience: 'violence_at_home',
				languages: ['en'],
				meets: 'online',
				capacity: 12,
				entry: 'request',
				what_to_expect: '',
				run_of_show: '[]',
				responses: ['hear'],
				group_key: wrapped,
				kek_id: kekId,
				created_at: now
			})
			.execute();
		await db
			.insertInto('meeting')
			.values({ meeting_id: meetingId, group_id: groupId, planned_start: start, minutes })
			.execute();
	});
	const people = new Map<string, Someone>();
	for (const alias of [...FACILITATORS, ...members]) {
		people.set(alias, await belong(world, groupId, alias));
	}
	return { groupId, meetingId, start, people, who: named(people) };
}

/**
 * The next meeting of a group that was made through the operations, with its facilitators and these members. The
 * world's clock is then where it begins, or so many minutes before.
 */
export async function nextMeeting(
	world: World,
	made: MadeGroup,
	members: readonly Someone[],
	{ minutesBefore = 0 } = {}
): Promise<Gathering> {
	const { groupId, coordinator, facilitators } = made;
	const [next] = (await groups.comingMeetings(coordinator.ctx, groupId)).meetings;
	if (!next) throw new Error('this group has no meeting');
	world.clock.set(new Date(next.at.getTime() - minutesBefore * 60_000));
	const people = new Map([...facilitators, ...members].map((one) => [one.alias, one as Someone]));
	return { groupId, meetingId: next.meetingId, start: next.at, people, who: named(people) };
}

const named = (people: ReadonlyMap<string, Someone>) => (alias: string) => {
	const someone = people.get(alias);
	if (!someone) throw new Error(`nobody here is called ${alias}`);
	return someone;
};

async function belong(world: World, groupId: string, alias: string): Promise<Someone> {
	const accountId = await anAccount(world);
	const membershipId = newId();
	await inTransaction(world.system, async ({ db }) => {
		const { kekId, wrapped } = world.keys.wrap(newKey(), `membership:${membershipId}`);
		await db
			.insertInto('membership')
			.values({
				membership_id: membershipId,
				group_id: groupId,
				account_id: accountId,
				role: FACILITATORS.includes(alias) ? 'facilitator' : 'member',
				alias,
				alias_key: alias.toLowerCase(),
				mark: '1-leaf',
				author_key: wrapped,
				kek_id: kekId,
				joined_at: world.clock.now()
			})
			.execute();
	});
	if (FACILITATORS.includes(alias)) await certify(world, accountId);
	return { accountId, membershipId, alias, ctx: world.asAccount(accountId) };
}

/** Trained for as long as any test lasts. */
async function certify(world: World, accountId: string): Promise<void> {
	await inTransaction(world.system, async ({ db, now }) => {
		await db
			.insertInto('account_role')
			.values({
				account_id: accountId,
				role: 'facilitator',
				label: 'A facilitator',
				granted_at: now()
			})
			.execute();
		await db
			.insertInto('certificate')
			.values({
				...{ account_id: accountId, recorded_at: now() },
				...{ issued_on: '2020-01-01', expires_on: '2099-12-31' }
			})
			.execute();
	});
}
