import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { signInFirst } from '#server/errors.ts';
import { read } from '#server/input.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { ReportInput } from '../inputs.ts';
import { reportableFor, type Receipt } from '../safety.ts';
import { notThere, tooLate } from './errors.ts';
import { sentBefore, slow, store } from './storing.ts';

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
	await slow(ctx, accountId);

	const meeting = await meetings.reportable(ctx, meetingId, own);
	const now = ctx.now();
	if (!meeting.wasThere) throw notThere();
	const over = meeting.endedAt ?? (isFormer ? plannedEnd : null);
	if (over !== null && now.getTime() - over > reportableFor) throw tooLate();
	const lines = acceptable(input.lines, meeting.accepts);
	const others = [...new Set(lines.map(({ who }) => who))].filter((who) => !own.includes(who));
	const about =
		meeting.people.has(input.about) && !own.includes(input.about) ? [input.about] : others;

	return inTransaction(ctx, (tx) =>
		store(tx, {
			...{ groupId, meetingId, of: 'meeting', ofId: meetingId, reporter, own, about },
			...{ once: input.once, reason: input.reason, coordinatorsOnly: input.coordinatorsOnly },
			contents: {
				words: input.words,
				lines: lines.map(({ who, in: place, at, text }) => ({ who, in: place, at, text }))
			},
			refused: input.lines.length - lines.length
		})
	);
}
