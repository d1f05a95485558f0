import type { MyWait } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import type { Person } from './accounts.ts';
import { personNotCalled, type MadeGroup } from './groups.ts';
import type { World } from './world.ts';

/** Somebody on the list of a full group. */
export interface Waiter extends Person {
	waitingId: string;
	/** My place there, as Home shows it. */
	mine(): Promise<MyWait>;
	take(): Promise<{ groupId: string; membershipId: string }>;
	letGo(stay: 'yes' | 'no'): Promise<void>;
	stay(): Promise<void>;
	leave(): Promise<void>;
}

/** Puts a new person on the list of a full group, through the operations. */
export async function waiter(world: World, made: MadeGroup, alias: string): Promise<Waiter> {
	const who = await personNotCalled(world, alias);
	const { groupId } = made;
	const joined = await groups.join(who.ctx, {
		...{ groupId, alias, wait: true, ...made.versions, agree: true }
	});
	const came =
		joined.status === 'waiting'
			? await groups.approve(made.facilitators[0].ctx, { ...joined, groupId })
			: joined;
	if (came.status !== 'listed') throw new Error('a seat was free');
	const given = { waitingId: came.waitingId };
	return {
		...{ ...who, ...given },
		async mine() {
			const all = await groups.waits(who.ctx);
			return all.find((one) => one.waitingId === given.waitingId)!;
		},
		take: () => groups.takeOffer(who.ctx, given),
		letGo: (stay) => groups.letOfferGo(who.ctx, { ...given, stay }),
		stay: () => groups.stayOnList(who.ctx, given),
		leave: () => groups.leaveList(who.ctx, given)
	};
}
