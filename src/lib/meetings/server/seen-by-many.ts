import { askedTogether } from '#server/asked-together.ts';
import { accountOf, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { canSee } from './policy.ts';
import { meetingsWithMemberships, type AskedFor, type SeenRow } from './queries.ts';

const ask = askedTogether<AskedFor, SeenRow | undefined>(meetingsWithMemberships);

/**
 * What `seen` answers, for a door to which hundreds come within a second. The rule stays each person's own:
 * only the current membership of that very account counts.
 * @throws not_found
 */
export async function seenByMany(ctx: Ctx, meetingId: string): Promise<SeenRow> {
	const accountId = accountOf(ctx);
	const row = accountId && isId(meetingId) ? await ask(ctx, { meetingId, accountId }) : undefined;
	allow(canSee(row ?? null));
	if (!row) throw notFound();
	return row;
}
