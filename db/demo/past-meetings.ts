import type { Command } from '#lib/meetings/commands.ts';
import { decide } from '#lib/meetings/commands.ts';
import type { PlannedMeeting } from '#lib/meetings/meetings.ts';
import type { Draft, RoomState } from '#lib/meetings/room.ts';
import { emptyRoom, numbered, reduceAll } from '#lib/meetings/room.ts';
import { formFor, heldParts } from '#lib/groups/groups.ts';
import * as groupsOf from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { after, day, hour, minute } from '#server/clock.ts';
import type { Belonging, Community } from './communities.ts';
import { between, dice } from './dice.ts';
import { sideBySide } from './side-by-side.ts';
import type { Stage } from './stage.ts';

const MOST = 400;
/** Meetings that did not take place: the group, and which one counted from its first. */
const calledOff: ReadonlySet<string> = new Set(['bread:6', 'slow-mornings:11']);
/** The newest meetings of each group, in which some said how they came and how they left. */
const RATED = 5;

/** Lets every meeting happen that lies in the past. */
export async function holdPastMeetings(
	stage: Stage,
	communities: readonly Community[]
): Promise<void> {
	await groupsOf.produceMeetings(stage.system(stage.begin), { until: after(stage.now, 56 * day) });
	const past = await sideBySide(stage.hands, communities, async (community) => {
		const ctx = stage.system(community.began);
		const planned = await meetings.upcoming(ctx, community.groupId, MOST);
		const done = planned.filter(
			({ start, minutes }) => after(new Date(start), (minutes + 30) * minute) < stage.now
		);
		return done.map((meeting, i) => ({ community, meeting, i, isRated: i >= done.length - RATED }));
	});
	await sideBySide(stage.hands, past.flat(), async ({ community, meeting, i, isRated }) => {
		if (calledOff.has(`${community.group.key}:${i}`)) return callOff(stage, community, meeting);
		const came = whoComes(community, meeting, i);
		await hold(stage, community, meeting, came);
		if (isRated) await rate(stage, meeting, came);
	});
}

async function callOff(stage: Stage, community: Community, meeting: PlannedMeeting) {
	const lead = community.facilitators[0]!.person;
	const before = after(new Date(meeting.start), -5 * hour);
	await groupsOf.cancelMeeting(stage.as(lead, before), meeting);
}

/** Some come nearly always, some now and then; almost always there are enough. */
function whoComes(
	{ group, members }: Community,
	{ start }: PlannedMeeting,
	i: number
): Belonging[] {
	const there = members.filter(({ joinedAt }) => joinedAt < new Date(start));
	const habit = (index: number) => 0.62 + 0.33 * dice(group.key, 'habit', index);
	const came = there.filter((_, index) => dice(group.key, i, index) < habit(index));
	return came.length >= 3 ? came : there.slice(0, 4);
}

/** One meeting as its control events tell it, written by the same operations as a live one. */
async function hold(
	stage: Stage,
	{ group, groupId, facilitators }: Community,
	{ meetingId, start, minutes }: PlannedMeeting,
	members: readonly Belonging[]
): Promise<void> {
	const [lead, companion] = facilitators.map(({ membershipId }) => membershipId) as [
		string,
		string
	];
	const begins = after(new Date(start), between(0, 4, meetingId, 'begins') * minute);
	const lasts = (minutes * between(78, 96, group.key, start)) / 90;
	const parts = heldParts(formFor(minutes));
	const keep = keeper(stage, { meetingId, groupId });
	const at = (share: number) => after(begins, Math.round(share * lasts * 60) * 1000);
	const early = members.filter((_, i) => i < 3 || dice(meetingId, 'late', i) < 0.8);
	const late = members.filter((one) => !early.includes(one));

	const sharing = parts.findIndex((part) => part.name === 'sharing');
	await keep(after(begins, -6 * minute), [
		[lead, { t: 'enter', role: 'facilitator' }],
		[companion, { t: 'enter', role: 'facilitator' }],
		[lead, { t: 'open', parts }],
		...early.flatMap((one) => letIn(one.membershipId, companion))
	]);
	await keep(begins, [[lead, { t: 'next-part', from: -1 }]]);
	await keep(at(0.15), [
		...late.flatMap((one) => letIn(one.membershipId, companion)),
		...onward(lead, 0, sharing)
	]);
	const leavesEarly = members.at(-1);
	if (leavesEarly && members.length > 4 && dice(meetingId, 'leaves') < 0.2) {
		await keep(at(0.7), [[leavesEarly.membershipId, { t: 'leave' }]]);
	}
	await keep(at(0.85), onward(lead, sharing, parts.length - 1));
	await keep(at(1), [[lead, { t: 'end' }]]);
}

type Asked = [who: string, command: Command];

const letIn = (who: string, companion: string): Asked[] => [
	[who, { t: 'enter', role: 'member' }],
	[companion, { t: 'admit', who }]
];
const onward = (lead: string, from: number, to: number): Asked[] =>
	Array.from({ length: to - from }, (_, i) => [lead, { t: 'next-part', from: from + i }]);

/** Decides on commands as the gateway does, and stores what follows at the time it happened. */
function keeper(stage: Stage, meeting: { meetingId: string; groupId: string }) {
	let state: RoomState = emptyRoom;
	return async (when: Date, asked: readonly Asked[]): Promise<void> => {
		const at = when.getTime();
		const before = state;
		const drafts: Draft[] = [];
		for (const [who, command] of asked) {
			const decision = decide(state, who, command, at);
			if ('refused' in decision) {
				throw new Error(`a past meeting refused ${command.t}: ${decision.refused}`);
			}
			state = reduceAll(numbered(state, decision.events, at), state);
			drafts.push(...decision.events);
		}
		await meetings.record(stage.system(when), meeting, before, drafts);
	};
}

/** How a few of them came and left; mostly a little easier at the end. */
async function rate(
	stage: Stage,
	{ meetingId, start }: PlannedMeeting,
	members: readonly Belonging[]
) {
	for (const { person, membershipId } of members.slice(0, 3)) {
		const arriving = between(3, 8, meetingId, membershipId);
		const leaving = Math.max(0, arriving - between(-1, 4, membershipId, meetingId));
		const early = stage.as(person, after(new Date(start), -4 * minute));
		const late = stage.as(person, after(new Date(start), 100 * minute));
		await meetings.rate(early, meetingId, 'arriving', arriving);
		await meetings.rate(late, meetingId, 'leaving', leaving);
	}
}
