import * as groups from '#lib/groups/server/groups.ts';
import { minute } from '#server/clock.ts';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound, signInFirst } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { accountKey, take } from '#server/limits.ts';
import type { AnswersInput } from '../inputs.ts';
import { instrument, type Offer, type OwnRating, type Questions } from '../wellbeing.ts';
import { openAnswers, sealAnswers } from './box.ts';
import { consent, giveConsent } from './consent.ts';
import { canAnswer, isOwn, isSomebody } from './policy.ts';
import { presentOffer } from './present.ts';

const pace = { what: 'wellbeing.answer', burst: 10, every: 5 * minute };
/** Nobody fills this in more often in a lifetime of twelve-week steps; a page shows them all. */
const mostShown = 100;

/**
 * The page of questions of one of my memberships: its group, what I answered before, and my consent.
 * @throws not_found for memberships of others and those that do not exist
 */
export async function questions(ctx: Ctx, membershipId: string): Promise<Questions> {
	return inTransaction(ctx, async (tx) => {
		const membership = await mine(tx, membershipId);
		allow(isOwn(tx.actor, membership));
		return {
			...{ membershipId, groupId: membership.groupId, groupName: membership.groupName },
			...{ alias: membership.alias, choice: await choiceOf(tx, membershipId) },
			own: await ownRatings(tx, membership.groupId, membershipId),
			consent: await consent(tx)
		};
	});
}

/**
 * Stores one filling-in, encrypted; unanswered questions are "rather not say". Consent is only ever
 * given here when the person ticked it, never taken away. The same form sent twice is stored once.
 * @throws not_found, too_many
 */
export async function answer(
	ctx: Ctx,
	membershipId: string,
	input: AnswersInput
): Promise<{ ratingId: string }> {
	if (!isSomebody(ctx.actor)) throw notFound();
	await take(ctx, pace, accountKey(ctx, ctx.actor.accountId));
	return inTransaction(ctx, async (tx) => {
		const { groupId, ...membership } = await mine(tx, membershipId);
		allow(canAnswer(tx.actor, membership));
		const ratingId = input.once;
		const box = await sealAnswers(tx, { ratingId, groupId, membershipId }, input);
		await tx.db
			.insertInto('change_rating')
			.values({
				...{ rating_id: ratingId, membership_id: membershipId, group_id: groupId },
				...{ instrument, box, rated_at: tx.now() }
			})
			.onConflict((on) => on.column('rating_id').doNothing())
			.execute();
		await tx.db
			.deleteFrom('rating_choice')
			.where('membership_id', '=', membershipId)
			.where('choice', '=', 'later')
			.execute();
		if (input.consent === 'give') await giveConsent(tx);
		return { ratingId };
	});
}

/**
 * Puts the offer off for a week, refuses it for good, or lifts what was chosen (`again`).
 * @throws not_found
 */
export async function choose(
	ctx: Ctx,
	membershipId: string,
	choice: 'later' | 'never' | 'again'
): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		allow(canAnswer(tx.actor, await mine(tx, membershipId)));
		if (choice === 'again') {
			await tx.db.deleteFrom('rating_choice').where('membership_id', '=', membershipId).execute();
			return;
		}
		const row = { membership_id: membershipId, choice, chosen_at: tx.now() };
		await tx.db
			.insertInto('rating_choice')
			.values(row)
			.onConflict((on) => on.column('membership_id').doUpdateSet(row))
			.execute();
	});
}

/** Deletes one of my own answer sets. Published totals do not change. @throws not_found */
export async function removeRating(
	ctx: Ctx,
	membershipId: string,
	ratingId: string
): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		allow(isOwn(tx.actor, await mine(tx, membershipId)));
		const gone = await tx.db
			.deleteFrom('change_rating')
			.where('rating_id', '=', ratingId)
			.where('membership_id', '=', membershipId)
			.returning('rating_id')
			.executeTakeFirst();
		allow(gone !== undefined);
	});
}

/** The memberships, past ones too, in which I answered: where my answers can be read and deleted. */
export async function answered(ctx: Ctx): Promise<Offer[]> {
	allow(isSomebody(ctx.actor), signInFirst);
	return inTransaction(ctx, async (tx) => {
		const rows = await tx.db
			.selectFrom('membership as m')
			.innerJoin('peer_group as g', 'g.group_id', 'm.group_id')
			.select(['m.membership_id', 'm.group_id', 'm.alias', 'g.name as group_name'])
			.where('m.account_id', '=', accountOf(tx))
			.where((is) =>
				is.exists(
					is
						.selectFrom('change_rating as r')
						.select('r.rating_id')
						.whereRef('r.membership_id', '=', 'm.membership_id')
				)
			)
			.orderBy('m.joined_at')
			.execute();
		return rows.map(presentOffer);
	});
}

async function mine(tx: Ctx, membershipId: string) {
	if (!isId(membershipId)) throw notFound();
	const row = await tx.db
		.selectFrom('membership as m')
		.innerJoin('peer_group as g', 'g.group_id', 'm.group_id')
		.select(['m.account_id', 'm.group_id', 'm.role', 'm.alias', 'm.ended_at', 'g.name'])
		.where('m.membership_id', '=', membershipId)
		.executeTakeFirst();
	if (!row) throw notFound();
	return {
		...{ accountId: row.account_id, groupId: row.group_id, groupName: row.name },
		...{ alias: row.alias, role: row.role, isCurrent: row.ended_at === null }
	};
}

async function choiceOf(tx: Ctx, membershipId: string): Promise<Questions['choice']> {
	const row = await tx.db
		.selectFrom('rating_choice')
		.select('choice')
		.where('membership_id', '=', membershipId)
		.executeTakeFirst();
	return (row?.choice as Questions['choice']) ?? null;
}

async function ownRatings(tx: Ctx, groupId: string, membershipId: string): Promise<OwnRating[]> {
	const rows = await tx.db
		.selectFrom('change_rating')
		.select(['rating_id', 'box', 'rated_at'])
		.where('membership_id', '=', membershipId)
		.orderBy('rated_at', 'desc')
		.limit(mostShown)
		.execute();
	if (rows.length === 0) return [];
	const key = (await groups.contentKeys(tx, groupId, [membershipId])).get(membershipId);
	return rows.map((row) => ({
		ratingId: row.rating_id,
		ratedAt: row.rated_at,
		answers: openAnswers(key, row)
	}));
}
