import { inTransaction, type Ctx } from '#server/ctx.ts';
import { after, day } from '#server/clock.ts';
import { newFor, type WelcomeView } from '../welcome.ts';
import { canAskForBuddy, canWelcome, isNewcomer } from './policy.ts';
import { presentAuthor, type Reading } from './present.ts';
import { belonging, facilitatorsOf } from './reading.ts';
import { choicesIn } from './search.ts';

/** What being new, or welcoming, means for me in a group: who is there for me, and whom I am there for. @throws not_found */
export async function welcome(ctx: Ctx, groupId: string): Promise<WelcomeView> {
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const { membershipId: me, role } = here.me;
		const choices = await choicesIn(tx, here);
		const reading: Reading = { here, canWrite: false, replies: 0, choices, authors: new Map() };
		const isCurrent = (id: string) => here.members.get(id)?.isCurrent === true;
		const author = (id: string | undefined) =>
			id && isCurrent(id) ? presentAuthor(reading, id) : null;
		const pairs = await tx.db
			.selectFrom('buddy')
			.select(['newcomer_id', 'buddy_id'])
			.where('group_id', '=', groupId)
			.where('ended_at', 'is', null)
			.where('began_at', '>', after(tx.now(), -newFor * day))
			.execute();
		// Of others only who looks after the group sees who offered.
		const offered = await tx.db
			.selectFrom('welcoming')
			.select('membership_id')
			.where('group_id', '=', groupId)
			.orderBy('said_at')
			.execute();
		const offering = offered.map((row) => row.membership_id);
		return {
			...{ groupId, groupName: here.name, me: presentAuthor(reading, me) },
			...{ isNew: isNewcomer(here, tx.now()), isSettled: choices.isSettled },
			facilitators: facilitatorsOf(reading),
			buddy: author(pairs.find((pair) => pair.newcomer_id === me)?.buddy_id),
			newcomer: author(pairs.find((pair) => pair.buddy_id === me)?.newcomer_id),
			welcomes: offering.includes(me),
			offering: role === 'facilitator' ? offering.map(author).filter((one) => one !== null) : null,
			can: { ask: canAskForBuddy(here, tx.now()), welcome: canWelcome(here, tx.now()) }
		};
	});
}
