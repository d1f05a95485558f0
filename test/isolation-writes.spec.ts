import { sql, type RawBuilder } from 'kysely';
import { describe, expect, test } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { aroundTheSpace } from './isolation-writes.space.ts';
import { ownThings } from './isolation-writes.own.ts';
import { learning } from './isolation-writes.training.ts';
import { twoGroups } from './support/two-groups.ts';
import { openWorld } from './support/world.ts';

/**
 * What the tables themselves refuse to change for somebody, whatever an operation may forget to ask, tried
 * with plain SQL as the app's own role in each person's context.
 */
const world = await openWorld();
const two = await twoGroups(world);
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
	steppingIn,
	steppingInLater,
	people
} = two;
type Who = keyof typeof people;

/** What facilitators write after the meeting, by this membership. */
function written(what: 'debrief' | 'follow-up' | 'incident', by: string): RawBuilder<unknown> {
	const place = sql.join([here.meetingId, harbour.groupId, by]);
	if (what === 'debrief')
		return sql`insert into debrief (meeting_id, group_id, membership_id, box, needs_cover, written_at)
			values (${place}, 'x', false, now())`;
	if (what === 'incident')
		return sql`insert into incident (meeting_id, group_id, reporter_id, incident_id, kind, made_at)
			values (${place}, uuidv7(), 'other', now())`;
	return sql`
		insert into follow_up (meeting_id, group_id, writer_id, owner_id, follow_up_id, box, due_on, made_at)
		values (${place}, ${by}, uuidv7(), 'x', now(), now())`;
}

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
		...(['facilitators', 'group'] as const).map((audience): [string, Who, RawBuilder<unknown>] => [
			`answer what is for the facilitators only, as if it were for the ${audience}`,
			'member',
			sql`insert into reply (share_id, group_id, membership_id, audience, box, replied_at) values
				(${here.forFacilitators.shareId}, ${harbour.groupId}, ${here.other.membershipId}, ${audience}, 'x', now())`
		]),
		[
			'show everybody what is for the facilitators only',
			'author',
			sql`update share set audience = 'group' where share_id = ${here.forFacilitators.shareId}`
		],
		[
			'change somebody’s strategy',
			'facilitator',
			sql`update group_strategy set box = 'y' where strategy_id = ${here.forFacilitators.strategyId}`
		],
		[
			'share a strategy as somebody else',
			'member',
			sql`insert into group_strategy (strategy_id, group_id, membership_id, box, asks_feedback, shared_at)
				values (uuidv7(), ${harbour.groupId}, ${member}, 'x', true, now())`
		],
		[
			'say something of a strategy of another group',
			'member',
			sql`insert into strategy_feedback (feedback_id, strategy_id, group_id, membership_id, box, given_at)
				values (uuidv7(), ${there.forFacilitators.strategyId}, ${harbour.groupId},
					${here.other.membershipId}, 'x', now())`
		],
		[
			'practise along for somebody else',
			'member',
			sql`insert into strategy_joined (strategy_id, membership_id, group_id, began_at)
				values (${here.forFacilitators.strategyId}, ${member}, ${harbour.groupId}, now())`
		],
		[
			'begin a week in another group',
			'member',
			sql`update strategy_week set began_at = now() where group_id = ${orchardId}`
		],
		[
			'say of my own strategy what others think',
			'author',
			sql`insert into strategy_feedback (feedback_id, strategy_id, group_id, membership_id, box, given_at)
				values (uuidv7(), ${here.forFacilitators.strategyId}, ${harbour.groupId}, ${member}, 'x', now())`
		],
		...ownThings(two),
		...aroundTheSpace(two),
		...learning(two),
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
		...(
			[
				['stepping in', steppingIn],
				['stepping in later', steppingInLater]
			] as const
		).flatMap(([who, { membershipId }]): [string, Who, RawBuilder<unknown>][] => [
			[
				'invite somebody to a group where I only step in',
				who,
				sql`insert into invitation (code_hash, group_id, made_at, expires_at)
					values (sha256('x'), ${harbour.groupId}, now(), now() + interval '1 day')`
			],
			[
				'remove a member of a group where I only step in',
				who,
				sql`update membership set ended_at = now(), ended_why = 'removed'
					where membership_id = ${member}`
			],
			['stay in the group', who, sql`update membership set only_meeting = null`],
			[
				'share where I only step in',
				who,
				sql`insert into share (group_id, membership_id, need, box, shared_at)
					values (${harbour.groupId}, ${membershipId}, 'listen', 'x', now())`
			]
		]),
		...(['debrief', 'follow-up', 'incident'] as const).map(
			(what): [string, Who, RawBuilder<unknown>] => [
				`write the ${what} of a meeting where somebody else steps in`,
				'stepping in later',
				written(what, steppingInLater.membershipId)
			]
		),
		[
			'keep how a practice was for somebody else',
			'facilitator',
			sql`update meeting_rating set box = 'y' where moment = 'practised'`
		],
		[
			'note for the door what facilitators note',
			'member',
			sql`insert into door_note (group_id, membership_id, box, noted_at)
				values (${harbour.groupId}, ${here.other.membershipId}, 'x', now())`
		],
		['come back before my time', 'member', sql`update membership set suspended_until = null`],
		[
			'let somebody’s place rest without a decision',
			'facilitator',
			sql`update membership set suspended_until = now() where membership_id = ${member}`
		],
		[
			'keep somebody apart in another one’s name',
			'facilitator',
			sql`insert into apart (tag, by_tag, of_tag, box)
				values (sha256('1'), sha256('2'), sha256('3'), decode(repeat('00', 729), 'hex'))`
		],
		['end what somebody else asked for', 'member', sql`delete from apart`],
		['take away the note about me', 'author', sql`delete from door_note`],
		['write over notes while stepping in', 'stepping in', sql`update door_note set box = 'y'`],
		[
			'note something about the people of another group',
			'facilitator',
			sql`insert into door_note (group_id, membership_id, box, noted_at)
				values (${harbour.groupId}, ${there.other.membershipId}, 'x', now())`
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

	test.each(['debrief', 'follow-up', 'incident'] as const)(
		'write the %s of the meeting where I step in is done',
		async (what) => {
			const { numAffectedRows } = await inTransaction(people['stepping in']!, ({ db }) =>
				written(what, steppingIn.membershipId).execute(db)
			);
			expect(numAffectedRows).toBe(1n);
		}
	);

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
