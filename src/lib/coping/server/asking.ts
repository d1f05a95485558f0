import { sql } from 'kysely';
import * as notices from '#lib/notices/server/notices.ts';
import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { Job } from '#server/jobs.ts';
import { LATER_DAYS, OPEN_FOR } from '../practices.ts';

const batch = 500;
const [first, second] = LATER_DAYS;

/**
 * Tells those who wanted it that there is a question about something they tried: three days after it, and
 * seven. What it is about lies in its box, which is not opened here. Two that run at once tell each once.
 */
export async function ask(ctx: Ctx): Promise<void> {
	while ((await askSome(ctx)) === batch);
}

const askSome = (ctx: Ctx): Promise<number> =>
	asSystem(ctx, 'coping: questions that are due', async (tx) => {
		const now = tx.now();
		const { rows } = await sql<{ practice_id: string; account_id: string; is_first: boolean }>`
			with due as (
				select practice_id, ask_at < tried_at + make_interval(days => ${second}) as is_first from practice
				where ask_at <= ${now} order by ask_at limit ${batch} for update skip locked
			)
			update practice p set ask_at = case when due.is_first then p.tried_at + make_interval(days => ${second}) end
			from due where due.practice_id = p.practice_id
			returning p.practice_id, p.account_id, due.is_first`.execute(tx.db);
		await notices.tell(
			tx,
			rows.map(({ practice_id: about, account_id: accountId, is_first: isFirst }) => ({
				...{ accountId, about, kind: 'practice' as const },
				once: `practice:${about}:${isFirst ? first : second}`,
				until: after(now, (isFirst ? second - first : OPEN_FOR) * day)
			}))
		);
		return rows.length;
	});

export const jobs: readonly Job[] = [{ name: 'coping.ask', cron: '17 * * * *', run: ask }];
