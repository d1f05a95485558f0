import { MAX_PART_MINUTES, NEEDED_PARTS, type PartName } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import { canChangeRunOfShow } from './policy.ts';
import { runOfShow } from './meetings.ts';

export interface EditableRunOfShow {
	groupId: string;
	/** The group's name. */
	group: string;
	/** The nine parts in their order; `needed` ones cannot be left out. Whole minutes. */
	parts: { name: PartName; minutes: number; needed: boolean }[];
	/** The most minutes of one part. */
	most: number;
}

/**
 * The run of show as the group's facilitators edit it.
 * @throws not_found for everybody else
 */
export async function editRunOfShow(ctx: Ctx, groupId: string): Promise<EditableRunOfShow> {
	return inTransaction(ctx, async (tx) => {
		const parts = await runOfShow(tx, groupId);
		allow(canChangeRunOfShow(await groups.membershipIn(tx, groupId)));
		const { name } = await tx.db
			.selectFrom('peer_group')
			.select('name')
			.where('group_id', '=', groupId)
			.executeTakeFirstOrThrow();
		return {
			groupId,
			group: name,
			parts: parts.map((part) => ({ ...part, needed: NEEDED_PARTS.includes(part.name) })),
			most: MAX_PART_MINUTES
		};
	});
}
