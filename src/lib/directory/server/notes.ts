import { sql } from 'kysely';
import type { z } from 'zod';
import { after, day, hour } from '#server/clock.ts';
import { accountOf, asSystem, type Ctx } from '#server/ctx.ts';
import { newKey, open, seal } from '#server/crypto.ts';
import { allow, notFound } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { read } from '#server/input.ts';
import { networkKey, take } from '#server/limits.ts';
import type { NoteView } from '../found.ts';
import { DecideInput, NoteInput } from '../inputs.ts';
import { noteDecided } from './errors.ts';
import { canRunDirectory } from './policy.ts';

/** Notes a network may leave: enough to go through a list, too few to flood a queue. */
const limit = { what: 'directory-note', burst: 5, every: hour };
/** Days that an answered note is kept. */
export const noteDays = 90;

/**
 * "This is wrong" or "I run this group", about a listing of others. The words are kept encrypted, nothing
 * of who says them is. @throws not_found, invalid, too_many
 */
export async function sayAbout(ctx: Ctx, given: NoteInput & { address: string }): Promise<void> {
	const input = read(NoteInput, given);
	await take(ctx, limit, await networkKey(ctx, given.address));
	await asSystem(ctx, 'directory: a reader says something about a listing', async (system) => {
		const { rows } = await sql`
			select 1 from directory_listing where listing_id = ${input.listingId} and group_id is null`.execute(
			system.db
		);
		if (rows.length === 0) throw notFound();
		const noteId = newId(system.now());
		const key = newKey();
		const { kekId, wrapped } = system.keys.wrap(key, `note:${noteId}`);
		const box = seal(key, `note:${noteId}`, Buffer.from(input.words));
		await sql`
			insert into listing_note (note_id, listing_id, kind, box, note_key, kek_id, said_at)
			values (${noteId}, ${input.listingId}, ${input.kind}, ${box}, ${wrapped}, ${kekId}, ${system.now()})`.execute(
			system.db
		);
	});
}

interface NoteRow {
	note_id: string;
	listing_id: string;
	kind: 'wrong' | 'mine';
	box: Buffer;
	note_key: Buffer;
	kek_id: string;
	said_at: Date;
	name: string;
	source: string;
	url: string | null;
	is_hidden: boolean;
}
const onPage = 50;

/** What readers said and nobody answered yet, oldest first. */
export async function notes(
	ctx: Ctx,
	{ page = 1 }: { page?: number } = {}
): Promise<{ notes: NoteView[]; hasMore: boolean }> {
	allow(canRunDirectory(ctx.actor));
	return asSystem(ctx, 'directory: a coordinator reads the queue', async (system) => {
		const { rows } = await sql<NoteRow>`
			select n.note_id, n.listing_id, n.kind, n.box, n.note_key, n.kek_id, n.said_at, l.name,
				s.name as source, l.url, (l.hidden_why is not null or l.retired_at is not null) as is_hidden
			from listing_note n join listing l using (listing_id) join directory_source s using (source_id)
			where n.decision is null order by n.said_at, n.note_id
			limit ${onPage + 1} offset ${(page - 1) * onPage}`.execute(system.db);
		return {
			notes: rows.slice(0, onPage).map((row) => presentNote(system, row)),
			hasMore: rows.length > onPage
		};
	});
}

function presentNote({ keys }: Ctx, row: NoteRow): NoteView {
	const bound = `note:${row.note_id}`;
	const key = keys.unwrap({ kekId: row.kek_id, wrapped: row.note_key }, bound);
	return {
		...{ noteId: row.note_id, kind: row.kind, saidAt: row.said_at },
		words: open(key, bound, row.box).toString(),
		listing: {
			...{ listingId: row.listing_id, name: row.name, source: row.source, url: row.url },
			isHidden: row.is_hidden
		}
	};
}

/**
 * Answers a note: `hidden` takes the listing out of the directory, `confirmed` says that somebody who
 * knows it said it is right (and shows it again), `done` and `set_aside` leave it as it is.
 * @throws not_found, note_decided
 */
export async function decideNote(ctx: Ctx, given: z.input<typeof DecideInput>): Promise<void> {
	allow(canRunDirectory(ctx.actor));
	const { noteId, decision } = read(DecideInput, given);
	await asSystem(ctx, 'directory: a coordinator answers a note', async (system) => {
		const now = system.now();
		const { rows } = await sql<{ listing_id: string; decision: string | null }>`
			select listing_id, decision from listing_note where note_id = ${noteId} for update`.execute(
			system.db
		);
		if (!rows[0]) throw notFound();
		if (rows[0].decision !== null) throw noteDecided();
		await sql`
			update listing_note set decision = ${decision}, decided_at = ${now}, decided_by = ${accountOf(ctx)}
			where note_id = ${noteId}`.execute(system.db);
		const id = rows[0].listing_id;
		if (decision === 'hidden')
			await sql`
				update listing set hidden_why = 'reported', changed_at = ${now} where listing_id = ${id}`.execute(
				system.db
			);
		if (decision === 'confirmed')
			await sql`
				update listing set hidden_why = null, confirmed_at = ${now}, changed_at = ${now}
				where listing_id = ${id}`.execute(system.db);
	});
}

/** Forgets answered notes past their time. */
export async function forgetNotes(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'directory: answered notes are forgotten', (system) =>
		sql`
			delete from listing_note where decided_at < ${after(system.now(), -noteDays * day)}`.execute(
			system.db
		)
	);
}
