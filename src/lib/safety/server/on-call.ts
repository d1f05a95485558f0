import { sql } from 'kysely';
import { after, hour } from '#server/clock.ts';
import { hashCode, newCode } from '#server/codes.ts';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { newKey, seal } from '#server/crypto.ts';
import { allow, conflict, invalid, notFound } from '#server/errors.ts';
import { isId, newId } from '#server/ids.ts';
import { read } from '#server/input.ts';
import { accountKey, take } from '#server/limits.ts';
import type { Mailer } from '#server/mail.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { say } from '#lib/words/words.ts';
import { codeHours, mostOnCall, type OnCallEntry } from '../on-call.ts';
import { OnCallInput, RevokeInput, TestInput } from '../on-call-inputs.ts';
import { canBeOnCall } from './policy.ts';

/** Mails that somebody may have sent to an address they say is theirs. */
const sending = { what: 'on-call-code', burst: 5, every: hour };
/** Tries at a code of 125 bits: only against floods. */
const typing = { what: 'on-call-test', burst: 10, every: 60_000 };

interface Row {
	on_call_id: string;
	name: string;
	weekdays: number[];
	from_time: string | null;
	until_time: string | null;
	time_zone: string;
	made_at: Date;
	tested_at: Date | null;
}

export const hoursOf = (row: Row) => ({
	...{ weekdays: row.weekdays, from: row.from_time, until: row.until_time },
	timeZone: row.time_zone
});

/**
 * My own places on the roster, oldest first; never where they write to. Asked from a group it is for those
 * who look after that group. @throws not_found
 */
export async function myOnCall(ctx: Ctx, groupId: string | null = null): Promise<OnCallEntry[]> {
	allow(canBeOnCall(ctx.actor));
	return inTransaction(ctx, async (tx) => {
		const { db } = tx;
		if (groupId !== null)
			allow(isId(groupId) && groups.looksAfter(await groups.membershipIn(tx, groupId)));
		const { rows } = await sql<Row>`
			select on_call_id, name, weekdays, from_time, until_time, time_zone, made_at, tested_at
			from on_call where account_id = my_account() and revoked_at is null order by made_at`.execute(db);
		return rows.map((row) => ({
			...{ onCallId: row.on_call_id, name: row.name, ...hoursOf(row) },
			...{ madeAt: row.made_at, testedAt: row.tested_at }
		}));
	});
}

/**
 * Puts oneself on the roster, with an address that gets a code. It counts once the code has come back.
 * Answers whether the mail was taken; an entry whose mail was not is gone again.
 * @throws not_found, invalid, too_many, on_call_many
 */
export async function goOnCall(
	ctx: Ctx,
	mail: Mailer,
	given: OnCallInput
): Promise<{ isSent: boolean }> {
	allow(canBeOnCall(ctx.actor));
	const input = read(OnCallInput, given);
	const accountId = accountOf(ctx)!;
	await take(ctx, sending, accountKey(ctx, accountId));
	if ((await myOnCall(ctx)).length >= mostOnCall) throw conflict('on_call_many');
	const now = ctx.now();
	const onCallId = newId(now);
	const [key, code] = [newKey(), newCode()];
	const { kekId, wrapped } = ctx.keys.wrap(key, `on-call:${onCallId}`);
	const box = seal(key, `on-call:${onCallId}`, input.address);
	const hours = input.always ? [null, null] : [input.from, input.until];
	await inTransaction(ctx, ({ db }) =>
		sql`
			insert into on_call (on_call_id, account_id, name, weekdays, from_time, until_time, time_zone,
				address_box, on_call_key, kek_id, code_hash, code_until, made_at)
			values (${onCallId}, ${accountId}, ${input.name}, ${input.always ? [] : input.weekdays.map(Number)},
				${hours[0]}, ${hours[1]}, ${input.timeZone}, ${box}, ${wrapped}, ${kekId},
				${hashCode('on-call', code)}, ${after(now, codeHours * hour)}, ${now})`.execute(db)
	);
	const isSent = await mail.send({
		...{ to: input.address, subject: say('safety.on_call.mail.code.subject') },
		text: say('safety.on_call.mail.code', { code, hours: codeHours })
	});
	if (!isSent) await revokeOnCall(ctx, { onCallId });
	return { isSent };
}

/** Brings back the code that came by mail: from now on this place counts. @throws not_found, invalid, too_many */
export async function testOnCall(
	ctx: Ctx,
	given: { onCallId: string; code: string }
): Promise<void> {
	allow(canBeOnCall(ctx.actor));
	const { onCallId, code } = read(TestInput, given);
	await take(ctx, typing, accountKey(ctx, accountOf(ctx)!));
	await inTransaction(ctx, async ({ db, now }) => {
		const own = await sql`
			select 1 from on_call where on_call_id = ${onCallId} and account_id = my_account()
				and revoked_at is null`.execute(db);
		if (own.rows.length === 0) throw notFound();
		const done = await sql`
			update on_call set tested_at = ${now()}, code_hash = null, code_until = null
			where on_call_id = ${onCallId} and code_hash = ${hashCode('on-call', code)} and code_until > ${now()}
			returning 1`.execute(db);
		if (done.rows.length === 0) throw invalid({ code: 'code_wrong' });
	});
}

/** Takes oneself off the roster; where it wrote to is destroyed. @throws not_found */
export async function revokeOnCall(ctx: Ctx, given: { onCallId: string }): Promise<void> {
	allow(canBeOnCall(ctx.actor));
	const { onCallId } = read(RevokeInput, given);
	await inTransaction(ctx, async ({ db, now }) => {
		const done = await sql`
			update on_call set revoked_at = ${now()}, address_box = null, on_call_key = null, kek_id = null,
				code_hash = null, code_until = null
			where on_call_id = ${onCallId} and account_id = my_account() and revoked_at is null
			returning 1`.execute(db);
		if (done.rows.length === 0) throw notFound();
	});
}
