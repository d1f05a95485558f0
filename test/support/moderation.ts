import * as safety from '#lib/safety/server/safety.ts';
import type { ReportReason, ThingOf } from '#lib/safety/safety.ts';
import type { Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { group } from './groups.ts';
import { aReply, aShare } from './shares.ts';
import type { World } from './world.ts';

export const heliotrope = 'Heliotrope words.';

/** A group in which Tide shared something, Lark wrote under it, and Fern reads both. */
export async function aSpace(world: World) {
	const made = await group(world);
	const [fern, tide, lark] = [
		await made.member('Fern'),
		await made.member('Tide'),
		await made.member('Lark')
	];
	const { groupId } = made;
	const shareId = await aShare(tide.ctx, groupId, heliotrope);
	const replyId = await aReply(lark.ctx, groupId, shareId, 'Gladiolus words.');
	const [mara, ines] = made.facilitators;

	const report = async (
		ctx: Ctx,
		of: ThingOf,
		id: string,
		more: { reason?: ReportReason; coordinatorsOnly?: boolean } = {}
	) => {
		const given = { groupId, of, id, once: newId(), reason: 'unkind' as const, ...more };
		return (await safety.reportThing(ctx, given)).reportId;
	};
	/** Fern reports it, and Mara decides so. */
	const decided = async (
		of: 'share' | 'reply',
		decision: 'hidden' | 'taken_down' | 'noted' = 'hidden'
	) => {
		const reportId = await report(fern.ctx, of, of === 'share' ? shareId : replyId);
		await safety.decideReport(mara.ctx, {
			...{ groupId, reportId, decision, why: 'Verbena reasons.', tell: 'Snowdrop words for you.' }
		});
		const author = of === 'share' ? tide : lark;
		const [{ decisionId } = { decisionId: '' }] = await safety.myDecisions(author.ctx);
		return { reportId, decisionId, author };
	};
	return { ...{ made, groupId, fern, tide, lark, mara, ines, shareId, replyId, report, decided } };
}

/** What an operation refused, as a code; `done` when it did not. */
export const code = (promise: Promise<unknown>): Promise<string | undefined> =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
