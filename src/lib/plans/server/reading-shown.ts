import * as audit from '#lib/audit/server/audit.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import type { ShownHead, ShownToMe } from '../plans.ts';
import { myself } from './own.ts';
import { opened } from './shown-box.ts';

/**
 * Which members of a group show me something of theirs, as I look after it, while it holds. Nothing of it is
 * opened. @throws sign_in_first, not_found for whoever does not look after the group
 */
export async function shownToMe(ctx: Ctx, groupId: string): Promise<ShownHead[]> {
	myself(ctx);
	return inTransaction(ctx, async (tx) => {
		await lookAfter(tx, groupId);
		const rows = await rowsFor(tx, groupId).orderBy('p.shown_at').execute();
		return rows.map((row) => ({ shownId: row.shown_id, alias: row.alias, until: row.until }));
	});
}

/**
 * Opens what one member shows me. That I did is kept for them, each time: when, and that it was a facilitator.
 * @throws sign_in_first, not_found also once it is shown no more
 */
export async function openShown(
	ctx: Ctx,
	{ groupId, shownId }: { groupId: string; shownId: string }
): Promise<ShownToMe> {
	myself(ctx);
	return inTransaction(ctx, async (tx) => {
		await lookAfter(tx, groupId);
		const row = await rowsFor(tx, groupId).where('p.shown_id', '=', shownId).executeTakeFirst();
		const shown = row && (await opened(tx, row));
		if (!row || !shown) throw notFound();
		const { numUpdatedRows } = await tx.db
			.updateTable('plan_shown')
			.set({ seen_at: tx.now() })
			.where('shown_id', '=', shownId)
			.executeTakeFirst();
		// Taken back at this very moment: nothing is read that nobody would know of.
		allow(numUpdatedRows === 1n);
		await audit.note(tx, {
			...{ kind: 'plan_opened', role: 'facilitator', groupId },
			...{ about: [row.membership_id], ofId: shownId }
		});
		return { shownId, alias: row.alias, shown, until: row.until };
	});
}

async function lookAfter(tx: Ctx, groupId: string): Promise<void> {
	allow(groups.looksAfter(isId(groupId) ? await groups.membershipIn(tx, groupId) : null));
}

const rowsFor = (tx: Ctx, groupId: string) =>
	tx.db
		.selectFrom('plan_shown as p')
		.innerJoin('membership as m', 'm.membership_id', 'p.membership_id')
		.innerJoin('membership as f', 'f.membership_id', 'p.facilitator_id')
		.select(['p.shown_id', 'p.group_id', 'p.membership_id', 'p.box', 'm.alias', 'p.until'])
		.where('p.group_id', '=', groupId)
		.where('f.account_id', '=', accountOf(tx))
		.where('p.until', '>', tx.now());
