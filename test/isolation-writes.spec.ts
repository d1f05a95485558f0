import { sql, type RawBuilder } from 'kysely';
import { describe, expect, test } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { twoGroups } from './support/two-groups.ts';
import { openWorld } from './support/world.ts';

/**
 * What the tables themselves refuse to change for somebody, whatever an operation may forget to ask, tried
 * with plain SQL as the app's own role in each person's context.
 */
const world = await openWorld();
const {
	harbour,
	orchardId,
	here,
	there,
	removed,
	removedShare,
	both,
	bothThere,
	bothShare,
	people
} = await twoGroups(world);
type Who = keyof typeof people;

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
