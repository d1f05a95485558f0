import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { signInFirst } from '#server/errors.ts';
import { TOPICS, topics, type Topic } from '../notices.ts';

/** Topics that I may choose about; whether I step in is asked of facilitators alone. */
const offeredTo = ({ actor }: Ctx): Topic[] =>
	topics.filter(
		(topic) =>
			topic !== 'questions' || (actor.kind === 'account' && actor.roles.includes('facilitator'))
	);

/** What I may choose about, and what of it I am told. @throws sign_in_first */
export async function choice(ctx: Ctx): Promise<{ topic: Topic; isOn: boolean }[]> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return inTransaction(ctx, async (tx) => {
		const off = await offFor(tx, accountId);
		return offeredTo(ctx).map((topic) => ({
			topic,
			isOn: !TOPICS[topic].some((kind) => off.has(kind))
		}));
	});
}

/** Chooses what I am told, of what is mine to choose. Said again it changes nothing. @throws sign_in_first */
export async function choose(ctx: Ctx, { topics: wanted }: { topics: Topic[] }): Promise<void> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	await inTransaction(ctx, async (tx) => {
		const off = await offFor(tx, accountId);
		for (const topic of offeredTo(ctx))
			for (const kind of TOPICS[topic]) {
				if (wanted.includes(topic)) off.delete(kind);
				else off.add(kind);
			}
		await put(tx, accountId, off);
	});
}

/** Turns one topic off, whatever else is chosen. Said again it changes nothing. @throws sign_in_first */
export async function turnOff(ctx: Ctx, topic: Topic): Promise<void> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	await inTransaction(ctx, async (tx) => {
		const off = await offFor(tx, accountId);
		await put(tx, accountId, new Set([...off, ...TOPICS[topic]]));
	});
}

async function put(tx: Ctx, accountId: string, off: ReadonlySet<string>): Promise<void> {
	const values = { off: [...off].sort() };
	await tx.db
		.insertInto('notice_choice')
		.values({ account_id: accountId, ...values })
		.onConflict((on) => on.column('account_id').doUpdateSet(values))
		.execute();
}

async function offFor(tx: Ctx, accountId: string): Promise<Set<string>> {
	const row = await tx.db
		.selectFrom('notice_choice')
		.select('off')
		.where('account_id', '=', accountId)
		.forUpdate()
		.executeTakeFirst();
	return new Set(row?.off);
}
