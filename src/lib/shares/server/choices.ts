import type { Inside } from '#lib/groups/server/groups.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import type { SpaceChoices } from '../shares.ts';
import { endBetween } from './buddies.ts';
import { noChoices, openChoices, sealChoices } from './covers.ts';
import { myKey, slow } from './place.ts';
import { belonging } from './reading.ts';

/** More people than this no group has had in years. */
const mostPeople = 200;

/** What I would rather not meet in this group, with the aliases of the people. @throws not_found */
export async function choices(
	ctx: Ctx,
	groupId: string
): Promise<{
	groupName: string;
	choices: SpaceChoices;
	people: { membershipId: string; alias: string; mark: string }[];
}> {
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const { membershipId } = here.me;
		const row = await tx.db
			.selectFrom('space_choice')
			.select('box')
			.where('membership_id', '=', membershipId)
			.executeTakeFirst();
		const chosen = row ? openChoices(here.keyOf(membershipId), membershipId, row.box) : noChoices;
		return {
			groupName: here.name,
			choices: chosen,
			people: chosen.people.map((id) => personIn(here, id)).filter((one) => one !== null)
		};
	});
}

/** Somebody of this group whose words may be folded away, for the question before it. @throws not_found */
export async function somebody(ctx: Ctx, groupId: string, membershipId: string) {
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const person = membershipId === here.me.membershipId ? null : personIn(here, membershipId);
		allow(person !== null);
		return person!;
	});
}

/**
 * Chooses what I would rather not meet, and how: folded away, or left out of the list. Nobody learns of it.
 * @throws not_found, too_many
 */
export async function chooseTopics(
	ctx: Ctx,
	groupId: string,
	input: Pick<SpaceChoices, 'topics' | 'words' | 'how'>
): Promise<void> {
	const { topics, words, how } = input;
	await change(ctx, groupId, (_tx, _here, now) => ({ ...now, topics, words, how }));
}

/**
 * Folds the words of somebody away for me alone, or no longer. They never learn of it, nor does anybody else.
 * Asking for what is so already changes nothing.
 * @throws not_found for people of other groups and for oneself, too_many
 */
export async function fold(
	ctx: Ctx,
	groupId: string,
	input: { membershipId: string; wanted: boolean }
): Promise<void> {
	const { membershipId, wanted } = input;
	await change(ctx, groupId, async (tx, here, now) => {
		allow(membershipId !== here.me.membershipId && here.members.has(membershipId));
		const others = now.people.filter((id) => id !== membershipId);
		if (wanted) await endBetween(tx, here, membershipId);
		return { ...now, people: wanted ? [...others, membershipId].slice(-mostPeople) : others };
	});
}

/** Says that I have settled in, so that nothing tells me any more that I am new; or that I have not. @throws not_found, too_many */
export async function settle(
	ctx: Ctx,
	groupId: string,
	{ wanted: isSettled }: { wanted: boolean }
): Promise<void> {
	await change(ctx, groupId, (_tx, _here, now) => ({ ...now, isSettled }));
}

/** Changes what I chose, one change after the other, so that two at once are both kept. */
async function change(
	ctx: Ctx,
	groupId: string,
	to: (tx: Ctx, here: Inside, now: SpaceChoices) => SpaceChoices | Promise<SpaceChoices>
): Promise<void> {
	await slow(ctx, 'choose');
	await inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const { membershipId: membership_id } = here.me;
		const key = myKey(here);
		const boxOf = (choices: SpaceChoices) => sealChoices(key, membership_id, choices);
		await tx.db
			.insertInto('space_choice')
			.values({ membership_id, group_id: groupId, box: boxOf(noChoices) })
			.onConflict((on) => on.column('membership_id').doNothing())
			.execute();
		const { box } = await tx.db
			.selectFrom('space_choice')
			.select('box')
			.where('membership_id', '=', membership_id)
			.forUpdate()
			.executeTakeFirstOrThrow();
		const chosen = await to(tx, here, openChoices(key, membership_id, box));
		await tx.db
			.updateTable('space_choice')
			.set({ box: boxOf(chosen) })
			.where('membership_id', '=', membership_id)
			.execute();
	});
}

function personIn(here: Inside, membershipId: string) {
	const known = here.members.get(membershipId);
	return known ? { membershipId, alias: known.alias, mark: known.mark } : null;
}
