import { sql } from 'kysely';
import { hour } from '#server/clock.ts';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { newKey, seal } from '#server/crypto.ts';
import { signInFirst } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { read } from '#server/input.ts';
import { accountKey, take } from '#server/limits.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { ReportInput } from '../inputs.ts';
import { priorities, reportableFor, type Receipt } from '../safety.ts';
import { notThere, tooLate } from './errors.ts';

/** Enough for a bad evening, too few to bury a queue. */
const limit = { what: 'room-report', burst: 6, every: hour };

/** As it lies in the box. */
export interface Contents {
	words: string;
	lines: { who: string; in: string; at: number; text: string }[];
}

async function sentBefore(tx: Ctx, own: readonly string[], once: string): Promise<Receipt | null> {
	const { rows } = await sql<{ report_id: string; lines_kept: number; lines_refused: number }>`
		select report_id, lines_kept, lines_refused from room_report
		where reporter_id = any(${own}::uuid[]) and once = ${once}`.execute(tx.db);
	const row = rows[0];
	return row ? { reportId: row.report_id, kept: row.lines_kept, refused: row.lines_refused } : null;
}

/** The lines that this server passed on and that `accepts`, each once, in the order they were said. */
function acceptable(
	lines: readonly meetings.TaggedLine[],
	accepts: (line: meetings.TaggedLine) => boolean
): meetings.TaggedLine[] {
	const kept = new Map<string, meetings.TaggedLine>();
	for (const line of lines) if (accepts(line)) kept.set(`${line.epoch} ${line.n}`, line);
	return [...kept.values()].sort((a, b) => a.at - b.at || a.n - b.n);
}

/**
 * Reports what happened in a meeting one was in, with lines of it or without any, also when one is not in the
 * group any more. Lines are kept when their tags prove that this server passed them on, to who reports
 * (docs/report-tags.md); the others are counted and forgotten. Sent again with the same `once` it answers the same receipt.
 * @throws sign_in_first, not_found, invalid, too_many, report_not_there, report_too_late
 */
export async function reportFromRoom(
	ctx: Ctx,
	given: ReportInput & { meetingId: string }
): Promise<Receipt> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	const { meetingId } = given;
	const { groupId, reporter, own, isFormer, plannedEnd } = await meetings.reporterIn(
		ctx,
		meetingId
	);
	const input = read(ReportInput, given);
	const before = await inTransaction(ctx, (tx) => sentBefore(tx, own, input.once));
	if (before) return before;
	await take(ctx, limit, accountKey(ctx, accountId));

	const meeting = await meetings.reportable(ctx, meetingId, own);
	const now = ctx.now();
	if (!meeting.wasThere) throw notThere();
	const over = meeting.endedAt ?? (isFormer ? plannedEnd : null);
	if (over !== null && now.getTime() - over > reportableFor) throw tooLate();
	const lines = acceptable(input.lines, meeting.accepts);
	const others = [...new Set(lines.map(({ who }) => who))].filter((who) => !own.includes(who));
	const about =
		meeting.people.has(input.about) && !own.includes(input.about) ? [input.about] : others;

	const contents: Contents = {
		words: input.words,
		lines: lines.map(({ who, in: place, at, text }) => ({ who, in: place, at, text }))
	};
	const reportId = newId(now);
	const key = newKey();
	const { kekId, wrapped } = ctx.keys.wrap(key, `report:${reportId}`);
	const box = seal(key, `report:${reportId}`, JSON.stringify(contents));
	return inTransaction(ctx, async (tx) => {
		await sql`
			insert into room_report (report_id, group_id, meeting_id, reporter_id, once, reason, priority,
				about_ids, coordinators_only, lines_kept, lines_refused, box, report_key, kek_id, made_at)
			values (${reportId}, ${groupId}, ${meetingId}, ${reporter}, ${input.once}, ${input.reason},
				${priorities[input.reason]}, ${about}::uuid[], ${input.coordinatorsOnly}, ${lines.length},
				${input.lines.length - lines.length}, ${box}, ${wrapped}, ${kekId}, ${now})
			on conflict (reporter_id, once) do nothing`.execute(tx.db);
		// Of two that were sent at once, both are told of the one that is there.
		return (await sentBefore(tx, own, input.once))!;
	});
}
