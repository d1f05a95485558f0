import { describe, expect, test } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { after, day, minute } from '#server/clock.ts';
import { nextAddress, person, type Person } from '#test/support/accounts.ts';
import { aGroup, group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import {
	calendarLink,
	endCalendarLink,
	listingCalendar,
	listingsCalendar,
	makeCalendarLink,
	ownCalendar
} from './calendars.ts';

const world = await openWorld();
const harbour = await group(world, { name: 'Evening harbour', entry: 'open' });
const other = await group(world, { name: 'Long road', entry: 'open' });
const fern = await harbour.member('Fern');
const notFound = expect.objectContaining({ code: 'not_found' });
const count = (text: string, what: string) => text.split(what).length - 1;

describe('one’s own calendar', () => {
	test('holds the meetings of all one’s groups under one neutral title, and nothing else', async () => {
		const secret = await makeCalendarLink(fern.ctx, { title: 'Yoga' });
		const text = await ownCalendar(world.nobody, secret);
		expect(count(text, 'BEGIN:VEVENT')).toBe(8);
		expect(count(text, 'SUMMARY:Yoga')).toBe(8);
		expect(text).not.toMatch(/harbour|Fern|LOCATION|URL|CONFERENCE|DESCRIPTION/i);
		expect(await calendarLink(fern.ctx)).toEqual({ title: 'Yoga', madeAt: world.clock.now() });
	});
	test('says which meeting is called off or moved, under the same UID', async () => {
		const secret = await makeCalendarLink(fern.ctx, { title: 'Yoga' });
		const uids = (text: string) => text.match(/UID:[^\r]+/g);
		const before = await ownCalendar(world.nobody, secret);
		const { meetings } = await groups.comingMeetings(harbour.coordinator.ctx, harbour.groupId);
		const [first, second] = meetings;
		const at = { groupId: harbour.groupId };
		world.clock.pass(60_000);
		await groups.cancelMeeting(harbour.coordinator.ctx, { ...at, meetingId: first!.meetingId });
		const moved = { ...at, meetingId: second!.meetingId, day: '2026-12-03', time: '20:15' };
		await groups.moveMeeting(harbour.coordinator.ctx, moved);
		const text = await ownCalendar(world.nobody, secret);
		expect(uids(text)?.toSorted()).toEqual(uids(before)?.toSorted());
		expect(count(text, 'STATUS:CANCELLED')).toBe(1);
		expect(text).toContain('DTSTART;TZID=Europe/Berlin:20261203T201500');
		const sequences = (of: string) => of.match(/SEQUENCE:\d+/g)!.map((one) => Number(one.slice(9)));
		expect(Math.max(...sequences(text))).toBeGreaterThan(Math.max(...sequences(before)));
	});
	test('says which meetings are off when a group meets at other times, and where the new ones are', async () => {
		const made = await group(world, { entry: 'open' });
		const wren = await made.member('Wren');
		const secret = await makeCalendarLink(wren.ctx, { title: 'Yoga' });
		const events = async () =>
			(await ownCalendar(world.nobody, secret)).split('BEGIN:VEVENT').slice(1);
		const sequence = (event: string) => Number(/SEQUENCE:(\d+)/.exec(event)?.[1]);
		const before = await events();
		world.clock.pass(60_000);
		const rule = { freq: 'weekly' as const, interval: 1, weekdays: [4] };
		await groups.changeSeries(made.coordinator.ctx, {
			...{ groupId: made.groupId, series: { ...aGroup.series, rule } }
		});
		const after = await events();
		const off = after.filter((event) => event.includes('STATUS:CANCELLED'));
		expect(off).toHaveLength(before.length);
		expect(after.length).toBeGreaterThan(before.length);
		expect(sequence(off[0]!)).toBeGreaterThan(sequence(before[0]!));
	});
	test('follows who is in a group now', async () => {
		const secret = await makeCalendarLink(fern.ctx, { title: 'Meeting' });
		await groups.leave(fern.ctx, { groupId: harbour.groupId });
		expect(await ownCalendar(world.nobody, secret)).not.toContain('VEVENT');
	});
	test('has one link: a new one, or none, ends the one before', async () => {
		const birch = await person(world);
		const first = await makeCalendarLink(birch.ctx, { title: 'Meeting' });
		const second = await makeCalendarLink(birch.ctx, { title: 'Meeting' });
		await expect(ownCalendar(world.nobody, first)).rejects.toEqual(notFound);
		await expect(ownCalendar(world.nobody, second)).resolves.toContain('BEGIN:VCALENDAR');
		await endCalendarLink(birch.ctx);
		await endCalendarLink(birch.ctx);
		await expect(ownCalendar(world.nobody, second)).rejects.toEqual(notFound);
		expect(await calendarLink(birch.ctx)).toBeNull();
	});
	test('made by two at once still is one', async () => {
		const birch = await person(world);
		const both = await Promise.all([
			makeCalendarLink(birch.ctx, { title: 'Meeting' }),
			makeCalendarLink(birch.ctx, { title: 'Meeting' })
		]);
		const open = await Promise.allSettled(both.map((one) => ownCalendar(world.nobody, one)));
		expect(open.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
	});
	test('is nobody’s without signing in, and tells nothing to a guess', async () => {
		await expect(makeCalendarLink(world.nobody, { title: 'Meeting' })).rejects.toEqual(
			expect.objectContaining({ code: 'sign_in_first' })
		);
		for (const guess of ['', 'x', 'a'.repeat(27), "'; drop table account; --"])
			await expect(ownCalendar(world.nobody, guess)).rejects.toEqual(notFound);
	});
	test('wants the passphrase again, so that nobody makes one on a phone that lies open', async () => {
		const who = await person(world);
		world.clock.pass(11 * minute);
		const make = () => makeCalendarLink(who.ctx, { title: 'Yoga' });
		await expect(make()).rejects.toEqual(expect.objectContaining({ code: 'prove_again' }));
		expect(await calendarLink(who.ctx)).toBeNull();
		await accounts.prove(who.ctx, { passphrase: who.passphrase, address: nextAddress() });
		expect(await ownCalendar(world.nobody, await make())).toContain('BEGIN:VCALENDAR');
		world.clock.pass(11 * minute);
		await endCalendarLink(who.ctx);
		expect(await calendarLink(who.ctx)).toBeNull();
	});
	const passphrase = accounts.suggestPassphrase();
	const renewed: Record<string, (who: Person) => Promise<unknown>> = {
		'a new passphrase': (who) => accounts.changePassphrase(who.ctx, { passphrase }),
		'a recovery': ({ recoveryCodes: [code] }) =>
			accounts.recover(world.nobody, {
				...{ code: code!, passphrase, privateDevice: false, address: nextAddress() }
			})
	};
	test.each(Object.entries(renewed))('ends with %s, and with nobody else’s', async (_, renew) => {
		const [who, other] = [await person(world), await person(world)];
		const secret = await makeCalendarLink(who.ctx, { title: 'Yoga' });
		const theirs = await makeCalendarLink(other.ctx, { title: 'Yoga' });
		await renew(who);
		await expect(ownCalendar(world.nobody, secret)).rejects.toEqual(notFound);
		expect(await ownCalendar(world.nobody, theirs)).toContain('BEGIN:VCALENDAR');
	});
	test('made elsewhere while the passphrase changes does not outlive it', async () => {
		for (let round = 0; round < 5; round++) {
			const who = await person(world);
			const { name, passphrase: old } = who;
			const phone = await accounts.signIn(world.nobody, {
				...{ name, passphrase: old, privateDevice: false, address: nextAddress() }
			});
			const known = await accounts.identify(world.db, world.keys, phone, world.clock.now());
			const onPhone = world.as({ kind: 'account', ...known! });
			const [made] = await Promise.allSettled([
				makeCalendarLink(onPhone, { title: 'Yoga' }),
				accounts.changePassphrase(who.ctx, { passphrase })
			]);
			if (made.status === 'fulfilled')
				await expect(ownCalendar(world.nobody, made.value)).rejects.toEqual(notFound);
			else expect(made.reason).toMatchObject({ code: 'prove_again' });
			expect(await calendarLink(who.ctx)).toBeNull();
		}
	});
	test('ends with the account', async () => {
		const who = await person(world);
		const secret = await makeCalendarLink(who.ctx, { title: 'Yoga' });
		expect(await ownCalendar(world.nobody, secret)).toContain('BEGIN:VCALENDAR');
		await accounts.endAccount(who.ctx);
		await expect(ownCalendar(world.nobody, secret)).rejects.toEqual(notFound);
	});
	test('wants a short title', async () => {
		const birch = await person(world);
		for (const title of ['', ' ', 'x'.repeat(41)])
			await expect(makeCalendarLink(birch.ctx, { title })).rejects.toEqual(
				expect.objectContaining({ code: 'invalid' })
			);
	});
});

describe('the calendar of a listing', () => {
	test('has its rule under a neutral title, with what is called off and moved', async () => {
		const text = await listingCalendar(world.nobody, harbour.groupId, { isNamed: false });
		expect(text).toContain('SUMMARY:Meeting\r\n');
		expect(text).not.toContain('harbour');
		expect(text).toContain('RRULE:FREQ=WEEKLY;BYDAY=TU;WKST=MO\r\n');
		expect(count(text, 'RECURRENCE-ID')).toBe(2);
		expect(count(text, 'STATUS:CANCELLED')).toBe(1);
	});
	test('names it when that is asked for', async () => {
		const text = await listingCalendar(world.nobody, harbour.groupId, { isNamed: true });
		expect(text).toContain('SUMMARY:Evening harbour\r\n');
	});
	test('goes together with others', async () => {
		const ids = [other.groupId, harbour.groupId, harbour.coordinator.accountId];
		const text = await listingsCalendar(world.nobody, ids, { isNamed: true });
		expect(text.indexOf('Long road')).toBeLessThan(text.indexOf('Evening harbour'));
	});
	test('is not there for a group that is confidential, closed or unknown', async () => {
		const hidden = await group(world, { isConfidential: true });
		const closed = await group(world);
		await groups.close(closed.coordinator.ctx, closed);
		for (const id of [hidden.groupId, closed.groupId, fern.accountId, 'nonsense'])
			await expect(listingCalendar(world.nobody, id, { isNamed: false })).rejects.toEqual(notFound);
	});
});

test('an old meeting leaves the calendar after thirty days', async () => {
	const birch = await other.member('Birch');
	const secret = await makeCalendarLink(birch.ctx, { title: 'Meeting' });
	const before = count(await ownCalendar(world.nobody, secret), 'VEVENT');
	world.clock.set(after(world.clock.now(), 45 * day));
	expect(count(await ownCalendar(world.nobody, secret), 'VEVENT')).toBeLessThan(before);
});
