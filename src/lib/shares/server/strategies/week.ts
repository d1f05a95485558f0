import { sql } from 'kysely';
import * as coping from '#lib/coping/server/coping.ts';
import type { TriedInput } from '#lib/coping/coping.ts';
import { after, day } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { conflict } from '#server/errors.ts';
import { weekDays } from '../../strategies.ts';
import { mayWrite, slow } from '../place.ts';
import { belonging } from '../reading.ts';
import { strategyIn } from './rows.ts';

interface Place {
	groupId: string;
	strategyId: string;
}

/** A week that began after this still runs. */
export const ranSince = (now: Date): Date => after(now, -weekDays * day);

/**
 * Begins a week in which the group practises a strategy together, and joins it. While one runs, whoever else
 * begins joins it: of two that begin at once there is one week. @throws not_found, group_closed, too_many
 */
export async function beginWeek(ctx: Ctx, { groupId, strategyId }: Place): Promise<void> {
	await slow(ctx, 'choose');
	await inTransaction(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		await strategyIn(tx, here, strategyId);
		await sql`
			insert into strategy_week as w (strategy_id, group_id, began_at)
			values (${strategyId}, ${groupId}, ${tx.now()})
			on conflict (strategy_id) do update set began_at = excluded.began_at
				where w.began_at <= ${ranSince(tx.now())}`.execute(tx.db);
		await join(tx, { groupId, strategyId }, here.me.membershipId);
	});
}

/**
 * Practises along in the week that runs, or no more. Nobody is shown it; said again it changes nothing.
 * @throws not_found, week_over, too_many
 */
export async function joinWeek(
	ctx: Ctx,
	{ groupId, strategyId }: Place,
	joined: boolean
): Promise<void> {
	await slow(ctx, 'choose');
	await inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		await strategyIn(tx, here, strategyId);
		const { membershipId } = here.me;
		if (joined) return join(tx, { groupId, strategyId }, membershipId);
		await tx.db
			.deleteFrom('strategy_joined')
			.where('strategy_id', '=', strategyId)
			.where('membership_id', '=', membershipId)
			.execute();
	});
}

async function join(tx: Ctx, { groupId, strategyId }: Place, membershipId: string): Promise<void> {
	const { rows } = await sql<{ strategy_id: string }>`
		insert into strategy_joined (strategy_id, membership_id, group_id, began_at)
		select strategy_id, ${membershipId}, ${groupId}, began_at from strategy_week
		where strategy_id = ${strategyId} and began_at > ${ranSince(tx.now())}
		on conflict (strategy_id, membership_id) do update set began_at = excluded.began_at
		returning strategy_id`.execute(tx.db);
	if (rows.length === 0) throw conflict('week_over');
}

/**
 * Keeps one try of a strategy of the group, for me alone, as any other that I make by myself.
 * @throws sign_in_first, not_found, invalid {symptom}, too_many
 */
export async function practise(
	ctx: Ctx,
	{ groupId, strategyId }: Place,
	input: TriedInput
): Promise<void> {
	const { words } = await inTransaction(ctx, async (tx) =>
		strategyIn(tx, await belonging(tx, groupId), strategyId)
	);
	await coping.keepTry(ctx, { id: strategyId, symptoms: words.symptoms }, input);
}
