import { after, day, hour, minute } from '#server/clock.ts';
import { comeIn, knock, type Community } from './communities.ts';
import { between } from './dice.ts';
import { signUp } from './people.ts';
import { sideBySide } from './side-by-side.ts';
import type { Person, Stage } from './stage.ts';

/** Groups whose last members are in another group already: so many of them. */
const alsoElsewhere = new Map<string, number>([
	['slow-mornings', 3],
	['small-steps', 5]
]);

/** About forty people sign up and come into the groups, one after the other as such things go. */
export async function gather(stage: Stage, communities: readonly Community[]): Promise<void> {
	const newcomers = ({ group }: Community) => group.members - (alsoElsewhere.get(group.key) ?? 0);
	const seats = communities.flatMap((community) =>
		Array.from({ length: newcomers(community) }, (_, i) => ({ community, i }))
	);
	const signedUp = await sideBySide(stage.hands, seats, ({ community, i }) =>
		signUp(stage, after(arrival(community, i), -hour))
	);
	// The people of the demonstration meeting belong to it alone.
	const mayBeElsewhere = signedUp.filter((_, i) => seats[i]!.community.group.key !== 'night-shift');
	let elsewhere = 0;
	const guests = new Map(
		communities.map(({ group }) => {
			const count = alsoElsewhere.get(group.key) ?? 0;
			const from = (elsewhere += count) - count;
			return [group.key, Array.from({ length: count }, (_, i) => mayBeElsewhere[(from + i) * 3]!)];
		})
	);
	await sideBySide(stage.hands, communities, async (community) => {
		const own = signedUp.filter((_, i) => seats[i]!.community === community);
		for (const [i, person] of [...own, ...guests.get(community.group.key)!].entries()) {
			const at = arrival(community, i);
			community.members.push(await comeIn(stage, community, person, at));
		}
	});
}

/** Most come in the first two weeks. */
const arrival = ({ group, began }: Community, i: number): Date => {
	const spread = group.daily ? 0.4 : 1.6;
	return after(began, (1 + i * spread) * day + between(0, 600, group.key, 'arrives', i) * minute);
};

/** Some wait for a facilitator's yes. */
export async function letSomeWait(
	stage: Stage,
	byKey: ReadonlyMap<string, Community>
): Promise<void> {
	const waiting: { who: Person; where: string; hoursAgo: number }[] = [
		{ who: byKey.get('dawn')!.members[2]!.person, where: 'harbour', hoursAgo: 7 },
		{ who: byKey.get('empty-chair')!.members[4]!.person, where: 'harbour', hoursAgo: 31 },
		{ who: byKey.get('bread')!.members[1]!.person, where: 'uniform', hoursAgo: 20 }
	];
	for (const { who, where, hoursAgo } of waiting) {
		await knock(stage, byKey.get(where)!, who, after(stage.now, -hoursAgo * hour));
	}
}

/** They would come into a group that is full, and wait for a seat, the one who asked first at the front. */
export async function waitForSeats(
	stage: Stage,
	community: Community,
	people: readonly Person[]
): Promise<void> {
	for (const [i, person] of people.entries()) {
		const at = after(stage.now, -(people.length - i) * 26 * hour);
		const { status } = await knock(stage, community, person, at, { wait: 'yes' });
		if (status !== 'listed') throw new Error(`${community.group.name} is not full`);
	}
}
