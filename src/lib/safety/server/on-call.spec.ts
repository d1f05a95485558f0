import { createServer, type AddressInfo, type Server } from 'node:net';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { afterAll, describe, expect, test } from 'vitest';
import { day, hour, minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { openMailer, type Mailer } from '#server/mail.ts';
import { person } from '#test/support/accounts.ts';
import { gather } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import { isOnCall } from '../on-call.ts';
import { forgetOnCall } from './jobs.ts';
import * as safety from './safety.ts';

const world = await openWorld();
const letters: { to: string; text: string }[] = [];
let isFull = false;

/** A real mail server, which refuses what goes to `refused@`. */
const post = new SMTPServer({
	authOptional: true,
	disabledCommands: ['STARTTLS', 'AUTH'],
	onRcptTo: ({ address }, _, done) =>
		done(isFull || address.startsWith('refused') ? new Error('no such box') : null),
	onData(stream, session, done) {
		const chunks: Buffer[] = [];
		stream.on('data', (chunk: Buffer) => chunks.push(chunk));
		stream.on('end', () => {
			const to = session.envelope.rcptTo[0]!.address;
			letters.push({ to, text: Buffer.concat(chunks).toString() });
			done();
		});
	}
});
post.on('error', () => {});
const listening = (server: { listen(port: number, host: string, done: () => void): unknown }) =>
	new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
await listening(post);
/** Takes every connection and never says a word. */
const silent: Server = createServer();
await listening(silent);
afterAll(() => {
	post.close();
	silent.close();
});
const portOf = (server: Server) => (server.address() as AddressInfo).port;
const mailTo = (port: number, within?: number) =>
	openMailer({ url: `smtp://127.0.0.1:${port}`, from: 'post@groups.example.org' }, within);
const mail = mailTo(portOf(post.server as unknown as Server));

let people = 0;
const always = { name: 'Evenings', always: 'on', timeZone: 'Europe/Berlin' } as const;
async function staff(more: object = {}) {
	const { ctx, accountId } = await person(world, { roles: ['facilitator'] });
	const address = `staff${(people += 1)}@example.org`;
	const on = (given: object = {}, by: Mailer = mail) =>
		safety.goOnCall(ctx, by, { ...always, address, ...more, ...given });
	return { ctx, accountId, address, on };
}
const codeFor = (address: string) =>
	/(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}/.exec(letters.findLast(({ to }) => to === address)!.text)![0];
const entry = async (ctx: Ctx) => (await safety.myOnCall(ctx))[0]!;

/** Somebody on the roster whose channel was tested. */
async function tested(more: object = {}) {
	const somebody = await staff(more);
	await somebody.on();
	const { onCallId } = await entry(somebody.ctx);
	await safety.testOnCall(somebody.ctx, { onCallId, code: codeFor(somebody.address) });
	return { ...somebody, onCallId };
}
const aCall = async () => {
	const { meetingId } = await gather(world, []);
	return { meetingId, call: newId() };
};
const nobodyElse = () =>
	inTransaction(world.system, ({ db }) => sql`delete from on_call`.execute(db));
const lettersTo = (address: string) => letters.filter(({ to }) => to === address).length;

describe('a place on the roster', () => {
	test('counts once the code that was mailed has come back, and only then', async () => {
		await nobodyElse();
		const { ctx, on, address } = await staff();
		expect(await on()).toEqual({ isSent: true });
		const { onCallId, testedAt } = await entry(ctx);
		expect(testedAt).toBeNull();
		expect(await safety.anybodyOnCall(world.system, mail)).toBe(false);
		expect(await safety.alertOnCall(world.system, mail, await aCall())).toBe(false);
		await expect(
			safety.testOnCall(ctx, { onCallId, code: 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA' })
		).rejects.toMatchObject({ fields: { code: 'code_wrong' } });
		const code = codeFor(address);
		await safety.testOnCall(ctx, { onCallId, code: code.toLowerCase() });
		expect(await safety.anybodyOnCall(world.system, mail)).toBe(true);
		await expect(safety.testOnCall(ctx, { onCallId, code })).rejects.toMatchObject({
			fields: { code: 'code_wrong' }
		});
	});

	test('is not made when its mail is refused, and a code’s time runs out', async () => {
		const { ctx, on, address } = await staff();
		expect(await on({ address: 'refused@example.org' })).toEqual({ isSent: false });
		expect(await safety.myOnCall(ctx)).toEqual([]);
		await on();
		const { onCallId } = await entry(ctx);
		world.clock.pass(25 * hour);
		await expect(
			safety.testOnCall(ctx, { onCallId, code: codeFor(address) })
		).rejects.toMatchObject({ code: 'invalid' });
	});

	test('is one’s own: others neither see, test nor end it, and members have none', async () => {
		const { onCallId, address, ctx } = await tested();
		const other = await staff();
		expect(await safety.myOnCall(other.ctx)).toEqual([]);
		await expect(safety.revokeOnCall(other.ctx, { onCallId })).rejects.toMatchObject({
			status: 404
		});
		await expect(
			safety.testOnCall(other.ctx, { onCallId, code: codeFor(address) })
		).rejects.toMatchObject({ status: 404 });
		const member = (await person(world)).ctx;
		for (const who of [member, world.nobody]) {
			await expect(safety.myOnCall(who)).rejects.toMatchObject({ status: 404 });
			await expect(safety.goOnCall(who, mail, { ...always, address })).rejects.toMatchObject({
				status: 404
			});
		}
		expect(JSON.stringify(await safety.myOnCall(ctx))).not.toContain(address);
	});

	test('that is revoked is written to no more, and its address is gone', async () => {
		await nobodyElse();
		const { ctx, onCallId } = await tested();
		await safety.revokeOnCall(ctx, { onCallId });
		expect(await safety.alertOnCall(world.system, mail, await aCall())).toBe(false);
		await expect(safety.revokeOnCall(ctx, { onCallId })).rejects.toMatchObject({ status: 404 });
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql`select 1 from on_call where address_box is not null`.execute(db)
		);
		expect(rows).toEqual([]);
	});

	test.each([
		[{ address: 'nowhere' }, 'address'],
		[{ always: undefined }, 'weekdays'],
		[{ always: undefined, weekdays: ['1'], from: '25:00' }, 'from'],
		[{ timeZone: 'Mars/Olympus' }, 'timeZone'],
		[{ name: '' }, 'name']
	])('%j is refused as a form', async (wrong, field) => {
		const refused = await (await staff()).on(wrong).catch((error: unknown) => error);
		expect((refused as { fields: object }).fields).toHaveProperty(field);
	});
});

describe('hours', () => {
	const at = (time: string) => new Date(`2026-11-23T${time}:00+01:00`); // A Monday.
	const hours = (from: string, until: string, weekdays = [1]) => ({
		...{ weekdays, from, until, timeZone: 'Europe/Berlin' }
	});
	test.each([
		['in their zone, from their beginning', hours('18:00', '22:00'), '18:00', true],
		['not at their end', hours('18:00', '22:00'), '22:00', false],
		['not on other days', hours('18:00', '22:00', [2]), '19:00', false],
		['over midnight, in the evening', hours('22:00', '06:00'), '23:00', true],
		['over midnight, not in the morning of that day', hours('22:00', '06:00'), '05:00', false],
		['over midnight, in the morning after Sunday', hours('22:00', '06:00', [7]), '05:00', true]
	])('hold %s', (_, given, time, holds) => {
		expect(isOnCall(given, at(time))).toBe(holds);
	});
});

describe('before a meeting', () => {
	const start = new Date('2026-11-24T18:00:00Z');
	const during = (by: Mailer | null = mail) =>
		safety.onCallDuring(world.system, by, { start, minutes: 90 });
	const tuesdays = { always: undefined, weekdays: ['2'], timeZone: 'UTC' };

	test('it is known whether somebody is on call for all of it, some of it, or nobody', async () => {
		await nobodyElse();
		expect(await during()).toBe('none');
		await tested({ ...tuesdays, from: '09:00', until: '17:00' });
		await tested({ ...tuesdays, weekdays: ['3'], from: '17:00', until: '20:00' });
		expect(await during()).toBe('none');
		await tested({ ...tuesdays, from: '17:00', until: '19:00' });
		expect(await during()).toBe('some');
		await (await staff({ ...tuesdays, from: '19:00', until: '23:00' })).on();
		expect(await during()).toBe('some');
		await tested({ ...tuesdays, from: '19:00', until: '19:30' });
		expect(await during()).toBe('all');
		expect(await during(null)).toBe('none');
	});
});

describe('an alert', () => {
	test('reaches everybody on call once, in words that say nothing, and is recorded', async () => {
		await nobodyElse();
		const [one, two] = [await tested(), await tested()];
		const call = await aCall();
		const before = [lettersTo(one.address), lettersTo(two.address)];
		expect(await safety.alertOnCall(world.system, mail, call)).toBe(true);
		expect(await safety.alertOnCall(world.system, mail, call)).toBe(true);
		expect([lettersTo(one.address), lettersTo(two.address)]).toEqual(before.map((n) => n + 1));
		const { text } = letters.at(-1)!;
		expect(text).toContain('you are needed now');
		expect(text.split('\r\n\r\n')[1]).not.toMatch(/harbour|meeting|group|help|https?:/i);
		expect(text).not.toContain(call.meetingId);
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql`select on_call_id from on_call_alert where call_id = ${call.call} and reached`.execute(db)
		);
		expect(rows).toHaveLength(2);
	});

	test('leaves out who is not on call now, and who no longer belongs to the staff', async () => {
		await nobodyElse();
		const { accountId } = await tested();
		const night = { always: undefined, weekdays: ['1', '2', '3', '4', '5', '6', '7'] };
		const now = world.clock.now().toISOString().slice(11, 16);
		const next = new Date(world.clock.now().getTime() + minute).toISOString().slice(11, 16);
		const asleep = await tested({ ...night, from: next, until: now, timeZone: 'UTC' });
		const count = lettersTo(asleep.address);
		await inTransaction(world.system, ({ db }) =>
			sql`delete from account_role where account_id = ${accountId}`.execute(db)
		);
		expect(await safety.alertOnCall(world.system, mail, await aCall())).toBe(false);
		expect(lettersTo(asleep.address)).toBe(count);
	});

	test.each([
		['refuses it', () => mail, true],
		['is slow', () => mailTo(portOf(silent), 300), false],
		['is not there', () => mailTo(1, 300), false]
	])(
		'to a server that %s reaches nobody, is recorded, and comes back in time',
		async (_, by, refuses) => {
			await nobodyElse();
			await tested();
			isFull = refuses;
			const call = await aCall();
			const from = performance.now();
			expect(await safety.alertOnCall(world.system, by(), call)).toBeNull();
			expect(performance.now() - from).toBeLessThan(3_000);
			const { rows } = await inTransaction(world.system, ({ db }) =>
				sql`select reached from on_call_alert where call_id = ${call.call}`.execute(db)
			);
			expect(rows).toEqual([{ reached: false }]);
			isFull = false;
			expect(await safety.alertOnCall(world.system, mail, call)).toBe(true);
		}
	);

	test('is one for each meeting, should two ever have a call of the same name', async () => {
		await nobodyElse();
		const { address } = await tested();
		const [call, other] = [await aCall(), await aCall()];
		const count = lettersTo(address);
		expect(await safety.alertOnCall(world.system, mail, call)).toBe(true);
		expect(await safety.alertOnCall(world.system, mail, { ...other, call: call.call })).toBe(true);
		expect(lettersTo(address)).toBe(count + 2);
	});

	test('is nobody’s without a mail server', async () => {
		await tested();
		expect(await safety.anybodyOnCall(world.system, null)).toBe(false);
		expect(await safety.alertOnCall(world.system, null, await aCall())).toBe(false);
	});
});

test('the roster forgets what was taken off, what was never tested, and who was written to', async () => {
	await nobodyElse();
	const [kept, ended, untested] = [await tested(), await tested(), await staff()];
	await untested.on();
	await safety.alertOnCall(world.system, mail, await aCall());
	await safety.revokeOnCall(ended.ctx, { onCallId: ended.onCallId });
	const left = () =>
		inTransaction(world.system, async ({ db }) => {
			const entries = await sql`select 1 from on_call
				where account_id in (${kept.accountId}, ${ended.accountId}, ${untested.accountId})`.execute(db);
			const alerts = await sql`select 1 from on_call_alert
				where on_call_id in (${kept.onCallId}, ${ended.onCallId})`.execute(db);
			return [entries.rows.length, alerts.rows.length];
		});
	await forgetOnCall(world.system);
	expect(await left()).toEqual([3, 2]);
	world.clock.pass(9 * day);
	await forgetOnCall(world.system);
	expect(await left()).toEqual([2, 2]);
	world.clock.pass(82 * day);
	await forgetOnCall(world.system);
	await forgetOnCall(world.system);
	expect(await left()).toEqual([1, 0]);
	expect(await safety.anybodyOnCall(world.system, mail)).toBe(true);
});
