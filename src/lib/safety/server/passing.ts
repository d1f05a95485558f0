import { sql } from 'kysely';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import { read } from '#server/input.ts';
import * as audit from '#lib/audit/server/audit.ts';
import { PassInput } from '../inputs.ts';
import { nobodyElse, reportDecided } from './errors.ts';
import { reviewer, roleAt } from './queue.ts';
import { whole } from './reviewing.ts';
import { tellReviewers } from './storing.ts';

/**
 * Asks for somebody else, without a reason; the others are told once more that it waits. It stays in sight of
 * who asked, covered, so that it can be taken back: a report is never in nobody's sight. Asking for what is so
 * already changes nothing. @throws not_found, invalid, report_decided, report_nobody_else
 */
export async function passReport(
	ctx: Ctx,
	given: PassInput & { groupId: string | null }
): Promise<void> {
	const { reportId, pass } = read(PassInput, given);
	const { groupId } = given;
	await inTransaction(ctx, async (tx) => {
		await reviewer(tx, groupId);
		const row = await whole(tx, { groupId, reportId });
		const waits = row.decision === null || (row.is_again && row.may_again && !row.again_decision);
		allow(waits, reportDecided);
		const me = accountOf(tx);
		const { rows } = await sql<{ many: number }>`
			update report r set passed_by = case when ${pass} = 'yes'
				then array_append(passed_by, ${me}::uuid) else array_remove(passed_by, ${me}::uuid) end
			where report_id = ${reportId} and (${pass} = 'yes') is distinct from (${me}::uuid = any(passed_by))
			returning cardinality(passed_by) as many`.execute(tx.db);
		if (pass === 'no' || !rows[0]) return;
		const { many } = rows[0];
		const others = await asSystem(tx, 'safety: somebody else is asked for', (system) =>
			tellReviewers(system, reportId, `review:${reportId}:passed:${many}`)
		);
		allow(others > 0, nobodyElse);
		await audit.note(tx, {
			...{ kind: 'passed_on', role: roleAt(groupId), groupId: row.group_id },
			...{ about: [], ofId: reportId }
		});
	});
}
