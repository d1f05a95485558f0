import { accountOf, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { canSee } from './policy.ts';
import { meetingWithMembership } from './queries.ts';

/** The meeting with who asks in its group. @throws not_found for everybody else */
export async function seen(tx: Ctx, meetingId: string) {
	const accountId = accountOf(tx);
	const row =
		accountId && isId(meetingId)
			? await meetingWithMembership(tx, meetingId, accountId)
			: undefined;
	allow(canSee(row ?? null));
	if (!row) throw notFound();
	return row;
}
