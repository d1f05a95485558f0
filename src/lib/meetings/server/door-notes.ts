import { sql } from 'kysely';
import * as groups from '#lib/groups/server/groups.ts';
import { after, day } from '#server/clock.ts';
import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { BoxError, open, seal } from '#server/crypto.ts';
import { allow, conflict, notFound } from '#server/errors.ts';
import { idOrNotFound } from '#server/input.ts';
import type { Door, DoorNote, NoteInput } from '../at-door.ts';
import { roomState } from './control.ts';
import { canLead, canNote } from './policy.ts';
import { seen } from './seen.ts';

/** A note that nobody wrote again is forgotten: people change. In milliseconds. */
const KEPT = 90 * day;

const bound = (membershipId: string) => `door_note:${membershipId}`;
const notesKey = (tx: Ctx, groupId: string) => groups.purposeKey(tx, groupId, 'door-notes');
const since = (ctx: Ctx) => after(ctx.now(), -KEPT);

interface NoteRow {
	membership_id: string;
	box: Buffer;
	noted_at: Date;
}

function read(key: Buffer, row: NoteRow): DoorNote | null {
	try {
		const text = open(key, bound(row.membership_id), row.box).toString();
		return { text, at: row.noted_at.toISOString() };
	} catch (error) {
		if (error instanceof BoxError) return null;
		throw error;
	}
}

const notesAbout = (tx: Ctx, groupId: string) =>
	tx.db
		.selectFrom('door_note')
		.select(['membership_id', 'box', 'noted_at'])
		.where('group_id', '=', groupId)
		.where('noted_at', '>', since(tx));

/** The notes for the door of a group, by membership, for those who look after it. @throws not_found */
export async function doorNotes(ctx: Ctx, groupId: string): Promise<Record<string, DoorNote>> {
	idOrNotFound(groupId);
	return inTransaction(ctx, async (tx) => {
		allow(canNote(await groups.membershipIn(tx, groupId)));
		const rows = await notesAbout(tx, groupId).execute();
		if (rows.length === 0) return {};
		const key = await notesKey(tx, groupId);
		const notes: Record<string, DoorNote> = {};
		for (const row of rows) {
			const note = read(key, row);
			if (note) notes[row.membership_id] = note;
		}
		return notes;
	});
}

/**
 * Notes something about a member for the door, in the place of the note before; empty words take it away.
 * The same words again change nothing.
 * @throws not_found for all but those who look after the group, and for whoever is no member of it;
 * note_changed when another note was written meanwhile than the one that was read
 */
export async function noteForDoor(
	ctx: Ctx,
	{ groupId, membershipId, text, replaces }: NoteInput & { groupId: string }
): Promise<void> {
	idOrNotFound(groupId);
	await inTransaction(ctx, async (tx) => {
		allow(canNote(await groups.membershipIn(tx, groupId)));
		const about = (await groups.members(tx, groupId)).get(membershipId);
		if (!about?.isCurrent || about.role !== 'member') throw notFound();
		// Two facilitators who write at once do so one after the other.
		await sql`select pg_advisory_xact_lock(hashtextextended(${bound(membershipId)}, 0))`.execute(
			tx.db
		);
		const key = await notesKey(tx, groupId);
		const row = await notesAbout(tx, groupId)
			.where('membership_id', '=', membershipId)
			.executeTakeFirst();
		const now = row ? read(key, row) : null;
		if ((now?.text ?? '') === text) return;
		if ((now?.at ?? '') !== replaces) throw conflict('note_changed');
		await tx.db.deleteFrom('door_note').where('membership_id', '=', membershipId).execute();
		if (text === '') return;
		await tx.db
			.insertInto('door_note')
			.values({
				...{ membership_id: membershipId, group_id: groupId, noted_at: tx.now() },
				box: seal(key, bound(membershipId), text)
			})
			.execute();
	});
}

/**
 * Who waits at the door of a meeting that runs or is about to: whether they are here for the first time, how
 * long they have been in the group, and what was noted. For those who lead it, whoever steps in too; of
 * nobody else than those who wait. @throws not_found
 */
export async function atDoor(ctx: Ctx, meetingId: string): Promise<Door> {
	const { groupId, mayNote } = await inTransaction(ctx, async (tx) => {
		const row = await seen(tx, meetingId);
		allow(canLead(row));
		const own = await groups.membershipIn(tx, row.group_id);
		return { groupId: row.group_id, mayNote: canNote(own) };
	});
	const { people } = await roomState(ctx, meetingId);
	const waiting = people
		.filter(({ place, role }) => place === 'waiting' && role === 'member')
		.map(({ id }) => id);
	if (waiting.length === 0) return { people: [], mayNote };
	return asSystem(ctx, 'meeting:at-door', async (system) => {
		const { rows } = await sql<{ membership_id: string; joined_at: Date; is_first: boolean }>`
			select m.membership_id, m.joined_at, not exists (
				select from attendance a
				where a.membership_id = m.membership_id and a.meeting_id <> ${meetingId}
			) as is_first
			from membership m
			where m.membership_id = any(${waiting}::uuid[]) and m.group_id = ${groupId}
				and m.ended_at is null`.execute(system.db);
		const notes = await notesAbout(system, groupId).where('membership_id', 'in', waiting).execute();
		const key = notes.length > 0 ? await notesKey(system, groupId) : null;
		const people = rows.map(
			({ membership_id: membershipId, joined_at: joinedAt, is_first: isFirst }) => {
				const note = notes.find((row) => row.membership_id === membershipId);
				const days = Math.floor((system.now().getTime() - joinedAt.getTime()) / day);
				return { membershipId, isFirst, days, note: note && key ? read(key, note) : null };
			}
		);
		return { people, mayNote };
	});
}

/** Forgets notes that are too old to be read. Answers how many. */
export async function forgetDoorNotes(ctx: Ctx): Promise<number> {
	allow(ctx.actor.kind === 'system');
	return asSystem(ctx, 'meeting:forget-door-notes', async (system) => {
		const { numDeletedRows } = await system.db
			.deleteFrom('door_note')
			.where('noted_at', '<=', since(system))
			.executeTakeFirst();
		return Number(numDeletedRows);
	});
}
