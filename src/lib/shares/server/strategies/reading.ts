import type { Inside } from '#lib/groups/server/groups.ts';
import { after, day } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import type { Author } from '../../shares.ts';
import {
	mostStrategies,
	weekDays,
	type FeedbackView,
	type StrategiesView,
	type StrategyHead,
	type StrategyView,
	type StrategyWords,
	type WaitingForFeedback
} from '../../strategies.ts';
import { canChange, canWrite } from '../policy.ts';
import { presentAuthor } from '../present.ts';
import { belonging } from '../reading.ts';
import { openFeedback, openStrategy } from './boxes.ts';
import { canBegin, canGiveFeedback } from './policy.ts';
import { columns, strategyIn, type StrategyRow } from './rows.ts';
import { ranSince } from './week.ts';

interface Reading {
	here: Inside;
	authors: Map<string, Author>;
	/** The weeks that run now, by strategy. */
	weeks: Map<string, { until: Date; isJoined: boolean }>;
}

/**
 * The strategies that a group has of its own, the newest first; for those who look after it also who waits for
 * feedback. @throws not_found for everybody who does not belong to the group now
 */
export async function ours(ctx: Ctx, groupId: string): Promise<StrategiesView> {
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const rows = await tx.db
			.selectFrom('group_strategy')
			.select(columns)
			.where('group_id', '=', groupId)
			.orderBy('shared_at', 'desc')
			.orderBy('strategy_id', 'desc')
			// Of many that were shared at once a few may be more.
			.limit(mostStrategies + 20)
			.execute();
		const reading = await readingOf(tx, here);
		const strategies = rows.flatMap((row) => {
			const words = openStrategy(here.keyOf(row.membership_id), row.strategy_id, row.box);
			return words ? [headOf(reading, row, words)] : [];
		});
		const leads = here.me.role === 'facilitator';
		return {
			...{ groupId, groupName: here.name, readers: readersOf(here), strategies },
			waiting: leads ? await waitingOf(tx, strategies) : null,
			can: { share: canWrite(here.me, here) }
		};
	});
}

/**
 * One strategy of a group, with the week that runs and the feedback that is for who reads it.
 * @throws not_found, also when whoever shared it took their words along
 */
export async function strategy(
	ctx: Ctx,
	{ groupId, strategyId }: { groupId: string; strategyId: string }
): Promise<StrategyView> {
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const { row, words } = await strategyIn(tx, here, strategyId);
		const reading = await readingOf(tx, here);
		const theirs = { authorId: row.membership_id, asksFeedback: row.asks_feedback };
		return {
			...headOf(reading, row, words),
			...{ groupId, groupName: here.name, isEdited: row.edited_at !== null },
			readers: readersOf(here),
			feedback: await feedbackOn(tx, reading, strategyId),
			can: {
				change: canChange(here.me, theirs.authorId),
				begin: canBegin(here.me, here),
				giveFeedback: canGiveFeedback(here.me, here, theirs)
			}
		};
	});
}

const readersOf = ({ members }: Inside): number =>
	[...members.values()].filter(({ isCurrent }) => isCurrent).length;

async function readingOf(tx: Ctx, here: Inside): Promise<Reading> {
	const rows = await tx.db
		.selectFrom('strategy_week as w')
		// Only my own are seen.
		.leftJoin('strategy_joined as j', (join) =>
			join
				.onRef('j.strategy_id', '=', 'w.strategy_id')
				.onRef('j.began_at', '=', 'w.began_at')
				.on('j.membership_id', '=', here.me.membershipId)
		)
		.select(['w.strategy_id', 'w.began_at', 'j.membership_id as joined'])
		.where('w.group_id', '=', here.groupId)
		.where('w.began_at', '>', ranSince(tx.now()))
		.execute();
	const weeks = rows.map(
		(row) =>
			[
				row.strategy_id,
				{ until: after(row.began_at, weekDays * day), isJoined: row.joined !== null }
			] as const
	);
	return { here, authors: new Map(), weeks: new Map(weeks) };
}

const headOf = (reading: Reading, row: StrategyRow, words: StrategyWords): StrategyHead => ({
	...{ strategyId: row.strategy_id, words, sharedAt: row.shared_at },
	author: presentAuthor(reading, row.membership_id),
	asksFeedback: row.asks_feedback,
	week: reading.weeks.get(row.strategy_id) ?? null
});

async function feedbackOn(tx: Ctx, reading: Reading, strategyId: string): Promise<FeedbackView[]> {
	const rows = await tx.db
		.selectFrom('strategy_feedback')
		.select(['feedback_id', 'membership_id', 'box', 'given_at'])
		.where('strategy_id', '=', strategyId)
		.orderBy('given_at')
		.orderBy('feedback_id')
		.execute();
	return rows.flatMap((row) => {
		const key = reading.here.keyOf(row.membership_id);
		const said = openFeedback(key, row.feedback_id, row.box);
		const author = presentAuthor(reading, row.membership_id);
		return said ? [{ ...said, feedbackId: row.feedback_id, author, givenAt: row.given_at }] : [];
	});
}

/** Asked for, and nobody has said anything yet that is shown; the longest wait first. */
async function waitingOf(tx: Ctx, all: readonly StrategyHead[]): Promise<WaitingForFeedback[]> {
	const asking = all.filter(({ asksFeedback }) => asksFeedback);
	if (asking.length === 0) return [];
	const ids = asking.map(({ strategyId }) => strategyId);
	const answered = await tx.db
		.selectFrom('strategy_feedback')
		.select('strategy_id')
		.distinct()
		.where('strategy_id', 'in', ids)
		.execute();
	const known = new Set(answered.map((row) => row.strategy_id));
	return asking
		.filter(({ strategyId }) => !known.has(strategyId))
		.map(({ strategyId, words, author, sharedAt }) => ({
			...{ strategyId, title: words.title, author, since: sharedAt }
		}))
		.reverse();
}
