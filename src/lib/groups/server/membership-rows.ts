import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import aliasWords from '#content/groups/alias-words.json' with { type: 'json' };
import * as accounts from '#lib/accounts/server/accounts.ts';
import type { Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { append } from '#server/events.ts';
import { newId } from '#server/ids.ts';
import { skeleton } from '#server/look-alike.ts';
import { palettes, shapes } from '#ui/marks.ts';
import type { Entry, GroupRole } from '../vocabulary.ts';
import { aliasProblem } from './alias-rules.ts';
import { aliasRefused, alreadyMember } from './errors.ts';
import { withinLimits } from './kept-limits.ts';
import { newAuthorKey } from './keys.ts';

/** The group, locked until the transaction ends: seats and aliases are counted under this lock. */
export async function lockGroup(system: Ctx, groupId: string) {
	const row = await system.db
		.selectFrom('peer_group')
		.select(['group_id', 'entry', 'capacity', 'closed_at', 'is_confidential'])
		.where('group_id', '=', groupId)
		.forUpdate()
		.executeTakeFirst();
	if (!row) throw notFound();
	return { ...row, entry: entryOf(row) };
}

/** Into a confidential group nobody comes without a code, whatever it was before. */
export const entryOf = (row: { entry: string; is_confidential: boolean }): Entry =>
	row.is_confidential ? 'invitation' : (row.entry as Entry);

/** The asking account's current place in a group, or null. */
export async function standingIn(
	tx: Ctx,
	groupId: string
): Promise<{ membershipId: string; role: GroupRole; onlyMeeting: string | null } | null> {
	if (tx.actor.kind !== 'account') return null;
	const row = await tx.db
		.selectFrom('membership')
		.select(['membership_id', 'role', 'only_meeting'])
		.where('group_id', '=', groupId)
		.where('account_id', '=', tx.actor.accountId)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	if (!row) return null;
	const { membership_id: membershipId, only_meeting: onlyMeeting } = row;
	return { membershipId, role: row.role as GroupRole, onlyMeeting };
}

/** Who is in has nothing to ask for. @throws already_member */
export async function refuseMember(system: Ctx, groupId: string, accountId: string): Promise<void> {
	const row = await system.db
		.selectFrom('membership')
		.select('membership_id')
		.where('group_id', '=', groupId)
		.where('account_id', '=', accountId)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	if (row) throw alreadyMember();
}

/** The request by which an account waits for an answer, or null. */
export async function waitingRequest(
	tx: Ctx,
	groupId: string,
	accountId: string
): Promise<string | null> {
	const row = await tx.db
		.selectFrom('join_request')
		.select('request_id')
		.where('group_id', '=', groupId)
		.where('account_id', '=', accountId)
		.where('status', '=', 'waiting')
		.executeTakeFirst();
	return row?.request_id ?? null;
}

/** Whether an account waits for a seat, or one is held for it. */
export async function isListed(tx: Ctx, groupId: string, accountId: string): Promise<boolean> {
	const row = await tx.db
		.selectFrom('waiting')
		.select('waiting_id')
		.where('group_id', '=', groupId)
		.where('account_id', '=', accountId)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	return row !== undefined;
}

/** What nobody else in a group may look like: people, people who left, people who wait. */
export async function takenIn(system: Ctx, groupId: string, accountId: string | null) {
	const { rows } = await sql<{ alias_key: string; mark: string }>`
		select alias_key, mark from membership
		where group_id = ${groupId} and account_id is distinct from ${accountId}
		union all
		select alias_key, mark from join_request
		where group_id = ${groupId} and account_id is distinct from ${accountId}
			and status = 'waiting'
		union all
		select alias_key, mark from waiting
		where group_id = ${groupId} and account_id is distinct from ${accountId}
			and ended_at is null`.execute(system.db);
	return {
		keys: new Set(rows.map((row) => row.alias_key)),
		marks: new Set(rows.map((row) => row.mark))
	};
}

/**
 * An alias for this account in this group, with the key that says whom it looks like and a mark.
 * Call with the group locked. @throws invalid {`field`}
 */
export async function chooseAlias(
	system: Ctx,
	group: { group_id: string },
	accountId: string,
	alias: string,
	field = 'alias'
): Promise<{ alias: string; alias_key: string; mark: string }> {
	const problem = aliasProblem(alias);
	if (problem) throw aliasRefused(problem, field);
	if (await accounts.givesNameAway(system, accountId, alias))
		throw aliasRefused('alias_name', field);
	const taken = await takenIn(system, group.group_id, accountId);
	const key = skeleton(alias);
	if (taken.keys.has(key)) throw aliasRefused('alias_taken', field);
	return { alias, alias_key: key, mark: markFor(alias, taken.marks) };
}

const marks = shapes.flatMap((shape) => palettes.map((palette) => `${shape}-${palette}`));
const shapeIn = (mark: string) => mark.slice(0, mark.indexOf('-'));
const shapeOf = new Map(
	Object.entries(aliasWords).flatMap(([shape, words]) => words.map((word) => [word, shape]))
);

/**
 * The same alias always begins with the same mark, in the shape its word suggests. A shape that somebody
 * in the group has comes last, in whatever colours: not everybody can tell those apart.
 */
export function markFor(alias: string, taken: ReadonlySet<string>): string {
	const shape = shapeOf.get(alias);
	const fitting = shape ? marks.filter((mark) => mark.startsWith(`${shape}-`)) : [];
	const from = createHash('sha256').update(alias).digest().readUInt16BE(0);
	const inTurn = (list: readonly string[]) => list.map((_, i) => list[(from + i) % list.length]!);
	const candidates = [...inTurn(fitting), ...inTurn(marks)];
	const takenShapes = new Set([...taken].map(shapeIn));
	return (
		candidates.find((mark) => !takenShapes.has(shapeIn(mark))) ??
		candidates.find((mark) => !taken.has(mark)) ??
		candidates[0]!
	);
}

/**
 * Adds somebody, with an author key of their own, and says so. Call with the group locked.
 * @throws group_full: the database counts the seats itself, whatever its callers did
 */
export async function insertMembership(
	system: Ctx,
	place: {
		groupId: string;
		accountId: string;
		role: GroupRole;
		/** The one meeting that the place is for; left out: for all of the group. */
		onlyMeeting?: string;
		face: { alias: string; alias_key: string; mark: string };
	}
): Promise<string> {
	const membershipId = newId(system.now());
	const { kekId, wrapped } = newAuthorKey(system, membershipId);
	const { groupId, accountId, role, onlyMeeting = null, face } = place;
	await withinLimits(
		system.db
			.insertInto('membership')
			.values({
				...{ membership_id: membershipId, group_id: groupId, account_id: accountId, role },
				...{ alias: face.alias, alias_key: face.alias_key, mark: face.mark },
				...{ author_key: wrapped, kek_id: kekId, joined_at: system.now() },
				only_meeting: onlyMeeting
			})
			.execute()
	);
	await sayBoth(system, { groupId, accountId, membershipId }, 'membership_began');
	return membershipId;
}

/** The group's stream and the person's own: open sockets of either look within a second. */
export async function sayBoth(
	tx: Ctx,
	whose: { groupId: string; accountId: string; membershipId: string },
	kind: 'membership_began' | 'membership_ended' | 'membership_suspended' | 'membership_resumed'
): Promise<void> {
	const data = { groupId: whose.groupId, membershipId: whose.membershipId };
	await append(tx, { kind: 'group', id: whose.groupId }, kind, data);
	await append(tx, { kind: 'account', id: whose.accountId }, kind, data);
}
