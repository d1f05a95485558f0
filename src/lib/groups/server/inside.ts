import { accountOf, type Ctx } from '#server/ctx.ts';
import type { GroupMember } from '../shown.ts';
import { keptKey } from './keys.ts';
import { presentMember } from './present.ts';

/** A group as somebody who belongs to it works in it. */
export interface Inside {
	groupId: string;
	name: string;
	/** The responses it offers. */
	responses: string[];
	closedAt: Date | null;
	/** Who asks, and since when they belong. */
	me: GroupMember;
	joinedAt: Date;
	/** Everybody whose words may be here: those who left keep the alias they wrote under. */
	members: ReadonlyMap<string, GroupMember>;
	/** The key to what a member wrote; null where their half was destroyed, or nobody is known. */
	keyOf(membershipId: string): Buffer | null;
}

/**
 * The group with everybody in it and the keys to their words, in one statement; null for everybody who
 * does not belong to it now, whose place rests, or who only leads a meeting of it. A key is opened only when it is asked for, and once.
 */
export async function inside(tx: Ctx, groupId: string): Promise<Inside | null> {
	const rows = await rowsOf(tx, groupId);
	const own = rows.find(({ name }) => name !== null);
	if (!own) return null;
	const byId = new Map(rows.map((row) => [row.membership_id, row]));
	const opened = new Map<string, Buffer | null>();

	const open = (membershipId: string): Buffer | null => {
		const { author_key: wrapped, kek_id: kekId } = byId.get(membershipId) ?? {};
		if (!wrapped || !kekId) return null;
		const group = { groupId, kekId: own.group_kek!, wrapped: own.group_key! };
		return keptKey(tx, group, { membershipId, kekId, wrapped });
	};
	return {
		...{ groupId, name: own.name!, responses: own.responses!, closedAt: own.closed_at },
		...{ me: presentMember(own), joinedAt: own.joined_at },
		members: new Map(rows.map((row) => [row.membership_id, presentMember(row)])),
		keyOf(membershipId) {
			if (!opened.has(membershipId)) opened.set(membershipId, open(membershipId));
			return opened.get(membershipId)!;
		}
	};
}

/** The group's own columns come only with the row of who asks, and only while they belong. */
const rowsOf = (tx: Ctx, groupId: string) =>
	tx.db
		.selectFrom('membership as m')
		.leftJoin('peer_group as g', (join) =>
			join
				.onRef('g.group_id', '=', 'm.group_id')
				.on('m.account_id', '=', accountOf(tx))
				.on('m.ended_at', 'is', null)
				.on('m.only_meeting', 'is', null)
				.on('m.suspended_until', 'is', null)
		)
		.select(['m.membership_id', 'm.role', 'm.alias', 'm.mark', 'm.ended_at'])
		.select(['m.joined_at', 'm.author_key', 'm.kek_id', 'g.name', 'g.responses', 'g.closed_at'])
		.select(['g.group_key', 'g.kek_id as group_kek'])
		.where('m.group_id', '=', groupId)
		.orderBy('m.joined_at')
		.orderBy('m.membership_id')
		.execute();
