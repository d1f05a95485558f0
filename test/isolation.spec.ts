import { sql, type RawBuilder } from 'kysely';
import { describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { person, type Person } from './support/accounts.ts';
import { heldMeeting } from './support/attendance.ts';
import { aroundAMeeting } from './support/around-a-meeting.ts';
import { group, personNotCalled, type Belonging, type MadeGroup } from './support/groups.ts';
import { aReply, aShare } from './support/shares.ts';
import { answers, rate } from './support/wellbeing.ts';
import { openWorld } from './support/world.ts';

/**
 * What the tables themselves allow somebody, whatever an operation may forget to ask: row-level security,
 * grants and foreign keys, tried with plain SQL as the app's own role in each person's context.
 */
const world = await openWorld();
const [harbour, orchard] = [await group(world), await group(world, { name: 'Quiet orchard' })];
const orchardId = orchard.groupId;

interface Half {
	made: MadeGroup;
	author: Belonging;
	other: Belonging;
	shareId: string;
	replyId: string;
	meetingId: string;
	requestId: string;
}
const asks = (who: { ctx: Ctx }, { groupId, versions }: MadeGroup, alias: string) =>
	groups.join(who.ctx, { groupId, alias, ...versions, adult: true, agree: true });

async function half(made: MadeGroup, aliases: [string, string, string]): Promise<Half> {
	const [author, other] = [await made.member(aliases[0]), await made.member(aliases[1])];
	const shareId = await aShare(author.ctx, made.groupId);
	const replyId = await aReply(other.ctx, made.groupId, shareId);
	const facilitators = made.facilitators.map(({ membershipId }) => membershipId);
	const members = [author.membershipId, other.membershipId];
	const startedAt = new Date('2026-11-17T18:00:00Z');
	const meetingId = await heldMeeting(world, {
		...{ groupId: made.groupId, startedAt, facilitators, members }
	});
	await rate(author, answers(1), { consent: 'give' });
	await wellbeing.choose(other.ctx, other.membershipId, 'never');
	await inTransaction(world.system, ({ db }) =>
		sql`with called as (
			insert into help_call (meeting_id, group_id, membership_id, called_at)
			values (${meetingId}, ${made.groupId}, ${author.membershipId}, now())
		), said as (
			insert into response (share_id, membership_id, group_id, kind, responded_at)
			values (${shareId}, ${other.membershipId}, ${made.groupId}, 'hear', now())
		)
		insert into meeting_rating (meeting_id, membership_id, group_id, moment, box, rated_at)
		values (${meetingId}, ${author.membershipId}, ${made.groupId}, 'leaving', 'x', now())`.execute(db)
	);
	await aroundAMeeting(world, made, meetingId, author, other);
	const joined = await asks(await personNotCalled(world, aliases[2]), made, aliases[2]);
	if (joined.status !== 'waiting') throw new Error('this group lets nobody in at once');
	return { made, author, other, shareId, replyId, meetingId, requestId: joined.requestId };
}
const here = await half(harbour, ['Fern', 'Tide', 'Reed']);
const there = await half(orchard, ['Wren', 'Slate', 'Heron']);

const waiting = await personNotCalled(world, 'Juniper');
await asks(waiting, harbour, 'Juniper');
const removed = await harbour.member('Briar');
const removedShare = await aShare(removed.ctx, harbour.groupId, 'Before I was removed.');
await groups.remove(harbour.facilitators[0].ctx, {
	...{ groupId: harbour.groupId, membershipId: removed.membershipId, reason: 'The agreement.' }
});

/** Somebody on the list for a seat in a group, who keeps an eye on the other one. */
async function listed({ groupId }: MadeGroup, otherId: string): Promise<Person> {
	const who = await person(world);
	await inTransaction(world.system, ({ db }) =>
		sql`insert into waiting (group_id, account_id, alias, alias_key, mark, turn, asked_at)
			values (${groupId}, ${who.accountId}, 'Lotus', 'lotus', 'x', 1, now())`.execute(db)
	);
	await groups.follow(who.ctx, { groupId: otherId });
	return who;
}
const onList = await listed(harbour, orchardId);
await listed(orchard, harbour.groupId);

/** Somebody with a place in both groups, whose account joins them. */
const both = await harbour.member('Willow');
const asked = await asks(both, orchard, 'Ember');
if (asked.status === 'waiting')
	await groups.approve(orchard.facilitators[0].ctx, { ...asked, groupId: orchardId });
const bothThere = (await groups.mine(both.ctx)).groups.find((one) => one.groupId === orchardId)!;
const bothShare = await aShare(both.ctx, harbour.groupId, 'Said in the harbour.');

const people: Record<string, Ctx> = {
	nobody: world.nobody,
	stranger: (await person(world)).ctx,
	waiting: waiting.ctx,
	'on the list': onList.ctx,
	removed: removed.ctx,
	member: here.other.ctx,
	author: here.author.ctx,
	facilitator: harbour.facilitators[0].ctx,
	'facilitator elsewhere': orchard.facilitators[0].ctx,
	coordinator: harbour.coordinator.ctx,
	'in both groups': both.ctx
};
type Who = keyof typeof people;

const names = new Map([
	[harbour.groupId, 'harbour'],
	[orchardId, 'orchard']
]);
const groupsSeen = (who: Who, table: string) =>
	inTransaction(people[who]!, async ({ db }) => {
		const { rows } = await sql<{ group_id: string }>`
			select distinct group_id from ${sql.table(table)} order by group_id`.execute(db);
		return rows.map((row) => names.get(row.group_id)).sort();
	});

describe('what is written in a group is seen by those who belong to it now, and by nobody else', () => {
	const harbourPeople = new Set<Who>(['member', 'author', 'facilitator']);
	const expected = (who: Who) => {
		if (who === 'in both groups') return ['harbour', 'orchard'];
		if (harbourPeople.has(who)) return ['harbour'];
		return who === 'facilitator elsewhere' ? ['orchard'] : [];
	};
	for (const table of ['share', 'reply', 'response'])
		test.each(Object.keys(people))(`${table}: %s`, async (who) => {
			expect(await groupsSeen(who, table)).toEqual(expected(who));
		});
	test.each(Object.keys(people))('membership: %s', async (who) => {
		const own = who === 'removed' ? ['harbour'] : expected(who);
		expect(await groupsSeen(who, 'membership')).toEqual(own);
	});
});

describe('what is one person’s own is seen by nobody else', () => {
	const own: Record<string, Record<string, number>> = {
		attendance: { author: 1, member: 1, facilitator: 1, 'facilitator elsewhere': 1 },
		help_call: { author: 1, facilitator: 1, 'facilitator elsewhere': 1 },
		meeting_rating: { author: 1 },
		change_rating: { author: 1 },
		rating_choice: { member: 1 },
		consent: { author: 1 },
		join_request: {
			...{ author: 1, member: 1, removed: 1, waiting: 1, 'in both groups': 2 },
			// All that were made for their own group.
			...{ facilitator: 6, 'facilitator elsewhere': 4 }
		},
		meeting_answer: { author: 1, facilitator: 1, 'facilitator elsewhere': 1 },
		// Who steps in is known to the group.
		stand_in: {
			...{ author: 1, member: 1, facilitator: 1, 'facilitator elsewhere': 1 },
			...{ 'in both groups': 2, coordinator: 1 }
		},
		meeting_feedback: {},
		feedback_given: { author: 1 },
		debrief: { facilitator: 1, 'facilitator elsewhere': 1 },
		follow_up: { facilitator: 1, 'facilitator elsewhere': 1 },
		incident: { facilitator: 1, 'facilitator elsewhere': 1 },
		kept_practice: { author: 1 },
		notice: { author: 1 },
		// Not those whom it is about.
		room_report: { author: 1, facilitator: 1, 'facilitator elsewhere': 1, coordinator: 2 },
		on_call: { coordinator: 1 },
		on_call_alert: { coordinator: 1 },
		waiting: { 'on the list': 1, facilitator: 1, 'facilitator elsewhere': 1 },
		following: { 'on the list': 1 },
		recovery_code: {},
		throttle: {},
		event: {}
	};
	const tries = Object.entries(own).flatMap(([table, counts]) =>
		Object.keys(people).map((who) => ({ table, who, rows: counts[who] ?? 0 }))
	);
	test.each(tries)('$table: $who sees $rows', async ({ table, who, rows }) => {
		const seen = await inTransaction(people[who]!, ({ db }) =>
			sql`select 1 from ${sql.table(table)}`.execute(db)
		);
		expect(seen.rows.length).toBe(rows);
	});
	test.each(['account', 'login', 'account_role', 'certificate'])('%s', async (table) => {
		for (const [who, ctx] of Object.entries(people)) {
			const { rows } = await inTransaction(ctx, ({ db }) =>
				sql<{ account_id: string }>`select account_id from ${sql.table(table)}`.execute(db)
			);
			const mine = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
			expect(
				rows.every((row) => row.account_id === mine),
				who
			).toBe(true);
		}
	});
});

describe('a statement that would', () => {
	const member = here.author.membershipId;
	const refused: [string, Who, RawBuilder<unknown>][] = [
		[
			'move my share to another group',
			'in both groups',
			sql`update share set group_id = ${orchardId} where share_id = ${bothShare}`
		],
		[
			'give my share to my other alias',
			'in both groups',
			sql`update share set membership_id = ${bothThere.membershipId} where share_id = ${bothShare}`
		],
		[
			'move my share under my other alias in the other group',
			'in both groups',
			sql`update share set membership_id = ${bothThere.membershipId}, group_id = ${orchardId}
				where share_id = ${bothShare}`
		],
		[
			'take over somebody’s share',
			'member',
			sql`update share set membership_id = ${here.other.membershipId} where share_id = ${here.shareId}`
		],
		[
			'change somebody’s share',
			'member',
			sql`update share set box = 'x' where share_id = ${here.shareId}`
		],
		[
			'delete somebody’s share',
			'facilitator',
			sql`delete from share where share_id = ${here.shareId}`
		],
		[
			'share as somebody else',
			'member',
			sql`insert into share (group_id, membership_id, need, box, shared_at)
				values (${harbour.groupId}, ${member}, 'listen', 'x', now())`
		],
		[
			'share in a group with the membership of another one',
			'in both groups',
			sql`insert into share (group_id, membership_id, need, box, shared_at)
				values (${orchardId}, ${both.membershipId}, 'listen', 'x', now())`
		],
		[
			'share after being removed',
			'removed',
			sql`insert into share (group_id, membership_id, need, box, shared_at)
				values (${harbour.groupId}, ${removed.membershipId}, 'listen', 'x', now())`
		],
		[
			'change a share after being removed',
			'removed',
			sql`update share set box = 'x' where share_id = ${removedShare}`
		],
		...(['reply', 'response'] as const).map((what): [string, Who, RawBuilder<unknown>] => [
			`put a ${what} of my own group under a share of another group`,
			'member',
			what === 'reply'
				? sql`insert into reply (share_id, group_id, membership_id, box, replied_at)
						values (${there.shareId}, ${harbour.groupId}, ${here.other.membershipId}, 'x', now())`
				: sql`insert into response (share_id, group_id, membership_id, kind, responded_at)
						values (${there.shareId}, ${harbour.groupId}, ${here.other.membershipId}, 'hear', now())`
		]),
		[
			'move my reply under another share',
			'member',
			sql`update reply set share_id = ${removedShare} where reply_id = ${here.replyId}`
		],
		[
			'answer for somebody else',
			'member',
			sql`insert into change_rating (membership_id, group_id, instrument, box, rated_at)
				values (${member}, ${harbour.groupId}, 'x', 'x', now())`
		],
		[
			'have my answer counted in another group',
			'member',
			sql`insert into change_rating (membership_id, group_id, instrument, box, rated_at)
				values (${here.other.membershipId}, ${orchardId}, 'x', 'x', now())`
		],
		[
			'rate a meeting of another group',
			'member',
			sql`insert into meeting_rating (meeting_id, membership_id, group_id, moment, box, rated_at)
				values (${there.meetingId}, ${here.other.membershipId}, ${harbour.groupId}, 'leaving', 'x', now())`
		],
		['make me a facilitator', 'member', sql`update membership set role = 'facilitator'`],
		[
			'move my place to another group',
			'member',
			sql`update membership set group_id = ${orchardId}
				where membership_id = ${here.other.membershipId}`
		],
		[
			'bring me back after I was removed',
			'removed',
			sql`update membership set ended_at = null, ended_why = null, ended_box = null
				where membership_id = ${removed.membershipId}`
		],
		[
			'turn my removal into having left',
			'removed',
			sql`update membership set ended_why = 'left' where membership_id = ${removed.membershipId}`
		],
		[
			'rename somebody',
			'facilitator',
			sql`update membership set alias = 'Other' where membership_id = ${member}`
		],
		[
			'give somebody’s place to me',
			'facilitator',
			sql`update membership set account_id = my_account() where membership_id = ${member}`
		],
		[
			'end another facilitator’s place',
			'facilitator',
			sql`update membership set ended_at = now(), ended_why = 'removed'
				where membership_id = ${harbour.facilitators[1].membershipId}`
		],
		[
			'approve my own request',
			'waiting',
			sql`update join_request set status = 'approved', decided_at = now()`
		],
		[
			'ask in somebody’s name',
			'facilitator',
			sql`insert into join_request (group_id, account_id, alias, alias_key, mark, asked_at)
				values (${harbour.groupId}, ${there.author.accountId}, 'Other', 'other', 'x', now())`
		],
		[
			'join without being let in',
			'stranger',
			sql`insert into membership (group_id, account_id, role, alias, alias_key, mark, joined_at)
				values (${harbour.groupId}, my_account(), 'member', 'Other', 'other', 'x', now())`
		],
		[
			'put me on a list',
			'stranger',
			sql`insert into waiting (group_id, account_id, alias, alias_key, mark, turn, asked_at)
				values (${harbour.groupId}, my_account(), 'Other', 'other', 'x', 2, now())`
		],
		[
			'offer a seat to me',
			'on the list',
			sql`update waiting set status = 'offered', offered_until = now() + interval '2 days'`
		],
		['pass others on the list', 'on the list', sql`update waiting set turn = turn + 1`],
		['take somebody off the list unseen', 'facilitator', sql`delete from waiting`],
		['give a place away', 'facilitator', sql`update waiting set account_id = my_account()`],
		[
			'follow in somebody’s name',
			'stranger',
			sql`insert into following (account_id, group_id, followed_at, seen_at)
				values (${there.author.accountId}, ${harbour.groupId}, now(), now())`
		],
		['say what others have seen', 'facilitator', sql`update following set seen_at = now()`],
		[
			'become staff',
			'stranger',
			sql`insert into account_role (account_id, role, granted_at)
				values (my_account(), 'coordinator', now())`
		],
		[
			'consent for somebody else',
			'member',
			sql`insert into consent (account_id, purpose, version, given_at)
				values (${here.author.accountId}, 'programme_figures', 1, now())`
		],
		['forget what happened', 'member', sql`delete from event_stream`],
		['change what a group is', 'facilitator', sql`update peer_group set entry = 'open'`],
		['move a meeting', 'facilitator', sql`update meeting set planned_start = now()`],
		['say that I was there', 'stranger', sql`update attendance set in_at = in_at`],
		[
			'call for help in somebody’s name',
			'member',
			sql`insert into help_call
			(meeting_id, group_id, membership_id, called_at)
			values (${here.meetingId}, ${harbour.groupId}, ${member}, now())`
		]
	];
	test.each(refused)('%s changes nothing (%s)', async (_, who, statement) => {
		const done = inTransaction(people[who]!, async ({ db }) => {
			const { numAffectedRows } = await statement.execute(db);
			expect(numAffectedRows, 'rows it changed').toBe(0n);
		});
		await done.catch((error: Error) => {
			if (!/row-level security|permission denied|foreign key/.test(error.message)) throw error;
		});
	});

	test('read what somebody follows shows nothing to the system either', async () => {
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql`select 1 from following`.execute(db)
		);
		expect(rows).toEqual([]);
	});

	test('change whose a place on the list is, is refused to the system too', async () => {
		const wrong = inTransaction(world.system, ({ db }) =>
			sql`update waiting set account_id = ${there.author.accountId}`.execute(db)
		);
		await expect(wrong).rejects.toThrow('permission denied');
	});

	test('write in two groups at once is refused to the system too', async () => {
		const wrong = inTransaction(world.system, ({ db }) =>
			sql`insert into attendance (meeting_id, group_id, membership_id, role, in_at)
				values (${here.meetingId}, ${orchardId}, ${member}, 'member', now())`.execute(db)
		);
		await expect(wrong).rejects.toThrow('foreign key');
	});
});
