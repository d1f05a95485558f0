import { describe, expect, it } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { minute, second } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { person } from '#test/support/accounts.ts';
import { gather, type Gathering, type Someone } from '#test/support/gathering.ts';
import { group } from '#test/support/groups.ts';
import { openVenue } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const venue = await openVenue(world);
const coordinator = await person(world, { roles: ['coordinator'] });

/** A coordinator takes every certificate of somebody back. */
async function withdraw(gathering: Gathering, alias: string) {
	const { accountId } = gathering.who(alias);
	const rows = await inTransaction(world.system, ({ db }) =>
		db
			.selectFrom('certificate')
			.select('certificate_id')
			.where('account_id', '=', accountId)
			.execute()
	);
	for (const { certificate_id: certificateId } of rows)
		await accounts.withdrawCertificate(coordinator.ctx, { certificateId });
}
const endRole = (gathering: Gathering, alias: string) =>
	accounts.endRole(coordinator.ctx, {
		accountId: gathering.who(alias).accountId,
		role: 'facilitator'
	});

async function pass(milliseconds: number) {
	for (let left = milliseconds; left > 0; left -= 5 * second) {
		world.clock.pass(Math.min(left, 5 * second));
		await venue.gateway.tick();
	}
}

async function evening() {
	const gathering = await gather(world, ['Fern']);
	const here = await venue.opened(gathering, 'Fern');
	const id = (alias: string) => gathering.who(alias).membershipId;
	const [mara, ines, fern] = ['Mara', 'Ines', 'Fern'].map((alias) => here.get(alias)!);
	return { gathering, id, mara: mara!, ines: ines!, fern: fern! };
}

describe.each([
	['a certificate is withdrawn', withdraw],
	['the role ends', endRole]
])('when %s in a running meeting', (_, ends) => {
	it('whoever leads is out at once, and the companion leads', async () => {
		const { gathering, id, mara, ines, fern } = await evening();
		await ends(gathering, 'Mara');
		expect(await mara.closed).toBe('not-leading');
		await venue.gateway.tick();
		await fern.sees(({ lead }) => lead === id('Ines'));
		const { lead, companion } = await ines.sees((state) => state.lead === id('Ines'));
		expect([lead, companion]).toEqual([id('Ines'), null]);
		expect(await ines.ask({ t: 'next-part', from: -1 })).toBe('ok');
		expect(['not-found', 'removed']).toContain(await venue.come(gathering, 'Mara').closed);
	});

	it('whoever watches over people is out at once; the lead stays', async () => {
		const { gathering, id, mara, ines } = await evening();
		await ends(gathering, 'Ines');
		expect(await ines.closed).toBe('not-leading');
		await venue.gateway.tick();
		expect((await meetings.roomState(world.system, gathering.meetingId)).lead).toBe(id('Mara'));
		expect(await mara.ask({ t: 'next-part', from: -1 })).toBe('ok');
	});

	it('and nobody is left who may lead, the meeting rests after a minute and ends five minutes later', async () => {
		const { gathering, mara, ines, fern } = await evening();
		await Promise.all([ends(gathering, 'Mara'), ends(gathering, 'Ines')]);
		await Promise.all([mara.closed, ines.closed]);
		await pass(55 * second);
		expect(fern.state.pause).toBeNull();
		await pass(5 * second);
		await fern.sees(({ pause }) => pause?.why === 'facilitators-lost');
		await pass(5 * minute);
		const { ended } = await fern.sees((state) => state.ended !== null);
		expect(ended?.why).toBe('facilitators-lost');
	});
});

it('members need no certificate, and another’s is not asked of them', async () => {
	const { gathering, mara, fern } = await evening();
	await withdraw(gathering, 'Ines');
	await mara.sees(({ people }) => people.some(({ place }) => place === 'removed'));
	expect(await fern.ask({ t: 'response', kind: 'ok' })).toBe('ok');
});

it('whoever steps in for one meeting and may lead no longer is out as well', async () => {
	const made = await group(world);
	const [mara, ines] = made.facilitators;
	await accounts.recordCertificate(coordinator.ctx, {
		...{ accountId: mara.accountId, issuedOn: '2026-01-01', expiresOn: '2026-12-31' }
	});
	const fern = await made.member('Fern');
	const joan = await person(world, { roles: ['facilitator'], certified: true });
	const [next] = await meetings.upcoming(fern.ctx, made.groupId, 1);
	const { meetingId, start } = next!;
	await meetings.answer(ines.ctx, { meetingId, answer: 'not' });
	await meetings.stepIn(joan.ctx, { meetingId, alias: 'Heron' });
	world.clock.set(new Date(start));
	await meetings.goIn(joan.ctx, { meetingId });
	const { me } = await meetings.find(joan.ctx, meetingId);
	const heron = { ...joan, alias: 'Heron', membershipId: me.membershipId };
	const people = new Map<string, Someone>([
		...[mara, fern, heron].map((one) => [one.alias, one as Someone] as const),
		['Ines', heron as Someone]
	]);
	const who = (alias: string) => people.get(alias)!;
	const { groupId } = made;
	const gathering: Gathering = { groupId, meetingId, start: new Date(start), people, who };
	const here = await venue.opened(gathering, 'Fern');
	await withdraw(gathering, 'Heron');
	expect(await here.get('Ines')!.closed).toBe('not-leading');
	expect(await venue.come(gathering, 'Heron').closed).toBe('not-found');
	expect(await here.get('Mara')!.ask({ t: 'next-part', from: -1 })).toBe('ok');
});
