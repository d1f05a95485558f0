import { sql } from 'kysely';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { person, type Person } from './accounts.ts';
import { heldMeeting } from './attendance.ts';
import { aroundAMeeting } from './around-a-meeting.ts';
import { aroundASpace } from './around-a-space.ts';
import { aroundAnswering } from './around-answering.ts';
import { aroundTraining } from './around-training.ts';
import { aroundWelcome } from './around-welcome.ts';
import { group, personNotCalled, type Belonging, type MadeGroup } from './groups.ts';
import { aReply, aShare } from './shares.ts';
import { answers, rate } from './wellbeing.ts';
import type { World } from './world.ts';

interface Half {
	made: MadeGroup;
	author: Belonging;
	other: Belonging;
	shareId: string;
	replyId: string;
	meetingId: string;
	requestId: string;
	forFacilitators: { shareId: string; strategyId: string };
}
const asks = (who: { ctx: Ctx }, { groupId, versions }: MadeGroup, alias: string) =>
	groups.join(who.ctx, { groupId, alias, ...versions, agree: true });

async function half(
	world: World,
	made: MadeGroup,
	aliases: [string, string, string]
): Promise<Half> {
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
		select ${meetingId}, ${author.membershipId}, ${made.groupId}, moment, 'x', now()
		from unnest(array['leaving', 'word', 'practised']) as moment`.execute(db)
	);
	await aroundAMeeting(world, made, meetingId, author, other);
	const forFacilitators = await aroundASpace(world, made, author);
	await aroundAnswering(world, made, shareId, author, other);
	await aroundWelcome(world, made, author, other);
	await aroundTraining(world, made);
	const joined = await asks(await personNotCalled(world, aliases[2]), made, aliases[2]);
	if (joined.status !== 'waiting') throw new Error('this group lets nobody in at once');
	const { requestId } = joined;
	return { made, author, other, shareId, replyId, meetingId, requestId, forFacilitators };
}

/** Somebody on the list for a seat in a group, who keeps an eye on the other one. */
async function listed(world: World, { groupId }: MadeGroup, otherId: string): Promise<Person> {
	const who = await person(world);
	await inTransaction(world.system, ({ db }) =>
		sql`insert into waiting (group_id, account_id, alias, alias_key, mark, turn, asked_at)
			values (${groupId}, ${who.accountId}, 'Lotus', 'lotus', 'x', 1, now())`.execute(db)
	);
	await groups.follow(who.ctx, { groupId: otherId });
	return who;
}

/** Two groups in which everything has been written that a group can hold, and everybody who may stand about them. */
export async function twoGroups(world: World) {
	const [harbour, orchard] = [await group(world), await group(world, { name: 'Quiet orchard' })];
	const orchardId = orchard.groupId;
	const here = await half(world, harbour, ['Fern', 'Tide', 'Reed']);
	const there = await half(world, orchard, ['Wren', 'Slate', 'Heron']);

	const waiting = await personNotCalled(world, 'Juniper');
	await asks(waiting, harbour, 'Juniper');
	const removed = await harbour.member('Briar');
	const removedShare = await aShare(removed.ctx, harbour.groupId, 'Before I was removed.');
	await groups.remove(harbour.facilitators[0].ctx, {
		...{ groupId: harbour.groupId, membershipId: removed.membershipId, reason: 'The agreement.' }
	});

	const onList = await listed(world, harbour, orchardId);
	await listed(world, orchard, harbour.groupId);

	/** Somebody with a place in both groups, whose account joins them. */
	const both = await harbour.member('Willow');
	const asked = await asks(both, orchard, 'Ember');
	if (asked.status === 'waiting')
		await groups.approve(orchard.facilitators[0].ctx, { ...asked, groupId: orchardId });
	const bothThere = (await groups.mine(both.ctx)).groups.find((one) => one.groupId === orchardId)!;
	const bothShare = await aShare(both.ctx, harbour.groupId, 'Said in the harbour.');

	const stepping = async (meetingId: string, alias: string) => {
		const who = await person(world, { roles: ['facilitator'] });
		const { groupId } = harbour;
		const place = { groupId, accountId: who.accountId, alias, meetingId };
		const membershipId = await inTransaction(world.system, (system) =>
			groups.beginStandIn(system, place)
		);
		return { ...who, membershipId };
	};
	const [next] = await meetings.upcoming(world.nobody, harbour.groupId, 1);
	const steppingIn = await stepping(here.meetingId, 'Hazel');
	const steppingInLater = await stepping(next!.meetingId, 'Sorrel');

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
		'stepping in': steppingIn.ctx,
		'stepping in later': steppingInLater.ctx,
		coordinator: harbour.coordinator.ctx,
		'in both groups': both.ctx
	};
	return {
		harbour,
		orchard,
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
	};
}
