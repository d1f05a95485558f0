import * as groupsOf from '#lib/groups/server/groups.ts';
import type { NewGroup } from '#lib/groups/groups.ts';
import { after, day, hour } from '#server/clock.ts';
import { groups, type DemoGroup, type GroupKey } from './groups.ts';
import { sideBySide } from './side-by-side.ts';
import { facilitators } from './staff.ts';
import { dateOf, ZONE, type Person, type Stage } from './stage.ts';

/** Somebody in one of the groups. */
export interface Belonging {
	person: Person;
	membershipId: string;
	joinedAt: Date;
}

/** One of the eight groups, with the people in it. Members keep the order in which they came. */
export interface Community {
	group: DemoGroup;
	groupId: string;
	began: Date;
	facilitators: Belonging[];
	members: Belonging[];
}

/** The coordinator makes the groups one after the other, each with its facilitators. */
export function found(
	stage: Stage,
	coordinator: Person,
	staff: ReadonlyMap<string, Person>,
	also: ReadonlyMap<GroupKey, readonly string[]>
): Promise<Community[]> {
	return sideBySide(1, groups, async (group, i) => {
		const began = group.weeksOld
			? after(stage.now, -group.weeksOld * 7 * day)
			: after(stage.begin, (10 + i) * hour);
		const keys = [...group.facilitators, ...(also.get(group.key) ?? [])];
		const leads = keys.map((key) => ({ person: staff.get(key)!, alias: aliasOf(key) }));
		const asCoordinator = stage.as(coordinator, began);
		const { groupId } = await groupsOf.create(
			asCoordinator,
			newGroup({ ...group, localTime: hourOf(group, stage.now) }, began, leads)
		);
		const belong = leads.map(async ({ person }) => {
			const own = await groupsOf.mine(stage.as(person, began));
			const { membershipId } = own.groups.find((one) => one.groupId === groupId)!;
			return { person, membershipId, joinedAt: began };
		});
		return { group, groupId, began, facilitators: await Promise.all(belong), members: [] };
	});
}

const aliasOf = (key: string): string => facilitators.find((one) => one.key === key)!.alias;

/** The daily group has one meeting around now, which is the visitor's: its usual hour is another one. */
function hourOf({ daily, localTime }: DemoGroup, now: Date): string {
	const hour = Number(now.toLocaleTimeString('en-GB', { hour: '2-digit', timeZone: ZONE }));
	const apart = Math.abs(hour - Number(localTime.slice(0, 2)));
	return daily && Math.min(apart, 24 - apart) < 4 ? '07:00' : localTime;
}

const newGroup = (
	group: DemoGroup,
	began: Date,
	leads: { person: Person; alias: string }[]
): NewGroup => ({
	...{ name: group.name, purpose: group.purpose, experience: group.experience },
	...{ audience: group.audience, languages: group.languages, accessNeeds: group.accessNeeds },
	...{ meets: group.meets, place: group.place ?? null, capacity: group.capacity },
	...{ entry: group.entry, whatToExpect: group.whatToExpect, where: group.where },
	...{ cost: 'free', ledBy: 'peer' },
	series: {
		rule: {
			...{ freq: 'weekly', interval: 1 },
			weekdays: group.daily ? [1, 2, 3, 4, 5, 6, 7] : [group.weekday]
		},
		// A day later, so that no meeting lies between the morning and the moment the group began.
		startsOn: dateOf(after(began, day)),
		...{ localTime: group.localTime, timeZone: ZONE, minutes: group.minutes }
	},
	facilitators: leads.map(({ person, alias }) => ({ accountId: person.accountId, alias }))
});

/** Lets somebody come in as this group has it: at once, with a facilitator's yes, or with a code. */
export async function comeIn(
	stage: Stage,
	community: Community,
	person: Person,
	at: Date
): Promise<Belonging> {
	const { group, groupId } = community;
	const asFacilitator = stage.as(community.facilitators[0]!.person, after(at, 2 * hour));
	const code =
		group.entry === 'invitation'
			? (await groupsOf.inviteMember(stage.as(community.facilitators[0]!.person, at), { groupId }))
					.code
			: undefined;
	const joined = await knock(stage, community, person, at, { code });
	const came =
		joined.status === 'waiting'
			? await groupsOf.approve(asFacilitator, { groupId, requestId: joined.requestId })
			: joined;
	if (came.status !== 'member') throw new Error(`every seat of ${group.name} is taken`);
	const joinedAt = joined.status === 'member' ? at : asFacilitator.now();
	return { person, membershipId: came.membershipId, joinedAt };
}

/** Asks to come in, under an alias from the offered ones, having read what there is to agree to. */
export async function knock(
	stage: Stage,
	{ groupId }: Community,
	person: Person,
	at: Date,
	more: { code?: string; wait?: 'yes' } = {}
): Promise<groupsOf.Joined> {
	const ctx = stage.as(person, at);
	const { agreement, limits } = await groupsOf.publicPage(ctx, groupId);
	const [offer] = await groupsOf.aliasSuggestions(ctx, groupId);
	return groupsOf.join(ctx, {
		...{ groupId, alias: offer!.alias, adult: 'yes', agree: 'yes', ...more },
		...{ agreementVersion: agreement.version, limitsVersion: limits.version }
	});
}
