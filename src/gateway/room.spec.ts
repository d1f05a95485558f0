import { describe, expect, it } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { inTransaction } from '#server/ctx.ts';
import { append } from '#server/events.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { gather, type Gathering } from '#test/support/gathering.ts';
import { openVenue, type LiveClient } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const venue = await openVenue(world);

/** Takes somebody out of a map of clients, or fails. */
const of = (here: Map<string, LiveClient>, alias: string): LiveClient => {
	const client = here.get(alias);
	if (!client) throw new Error(`${alias} is not here`);
	return client;
};

/** A meeting that has come to its check-in round. */
async function round(...members: string[]) {
	const gathering = await gather(world, members);
	const here = await venue.opened(gathering, ...members);
	const mara = of(here, 'Mara');
	for (let from = -1; from < 3; from += 1) await mara.ask({ t: 'next-part', from });
	return { gathering, here, mara, ines: of(here, 'Ines') };
}

const pass = async (milliseconds: number) => {
	world.clock.pass(milliseconds);
	await venue.gateway.tick();
};

const id = (gathering: Gathering, alias: string) => gathering.who(alias).membershipId;

describe('the lobby', () => {
	it('shows nobody to who waits, and who waits only to the facilitators', async () => {
		const gathering = await gather(world, ['Fern', 'Tide']);
		const here = await venue.opened(gathering, 'Fern');
		const tide = venue.come(gathering, 'Tide');
		const welcome = await tide.got('welcome');
		expect(welcome).toMatchObject({ place: 'waiting', lobby: { stage: 'open' } });
		expect(JSON.stringify(welcome)).not.toContain(id(gathering, 'Fern'));
		const waiting = await of(here, 'Mara').event('waiting');
		expect(waiting.face?.alias).toBeDefined();
		await of(here, 'Ines').ask({ t: 'admit', who: id(gathering, 'Tide') });
		await tide.inside();
		const entered = await of(here, 'Fern').got(
			'event',
			({ e }) => e.kind === 'entered' && e.data.who === id(gathering, 'Tide')
		);
		expect(entered.face?.alias).toBe('Tide');
		expect(
			of(here, 'Fern').messages.filter((m) => m.t === 'event' && m.e.kind === 'waiting')
		).toEqual([]);
	});

	it('opens only with both facilitators in', async () => {
		const gathering = await gather(world, []);
		const mara = venue.come(gathering, 'Mara');
		await mara.inside();
		expect(await mara.ask({ t: 'open' })).toBe('two-facilitators');
	});
});

describe('words', () => {
	it('go to everyone inside when their writer holds the piece, and only then', async () => {
		const { gathering, here, mara } = await round('Fern', 'Tide');
		const [fern, tide] = [of(here, 'Fern'), of(here, 'Tide')];
		expect(await fern.say('Too early.')).toBe('not-your-turn');
		await mara.ask({ t: 'give', to: id(gathering, 'Fern') });
		expect(await fern.say('I went to the market.')).toBe('ok');
		await tide.got('w', (line) => line.text === 'I went to the market.');
		expect(await tide.say('Me too.')).toBe('not-your-turn');
		await fern.ask({ t: 'finish' });
		await tide.sees((state) => state.holder === id(gathering, 'Tide'));
		expect(fern.heard()).toEqual(['I went to the market.']);
	});

	it('may be as long as a story, not longer, and not faster than typing', async () => {
		const { here, mara } = await round('Fern');
		expect(await mara.say('x'.repeat(2_000))).toBe('ok');
		expect(await mara.say('x'.repeat(2_001))).toBe('too-long');
		const answers = await Promise.all(Array.from({ length: 10 }, () => mara.say('quick')));
		expect(answers).toContain('too-fast');
		expect(of(here, 'Fern').socket.readyState).toBe(1);
	});

	it('are nowhere in the database', async () => {
		const { gathering, mara } = await round('Fern');
		await mara.say('planted-word-heliotrope');
		const events = await meetings.readControl(world.system, gathering.meetingId);
		expect(JSON.stringify(events)).not.toContain('heliotrope');
	});

	it('said before somebody came are not theirs to read', async () => {
		const { gathering, here, mara, ines } = await round('Fern', 'Tide');
		await mara.say('Only for those who are here.');
		of(here, 'Tide').send({ t: 'leave' });
		expect(await of(here, 'Tide').closed).toBe('left');
		const late = await gather(world, ['Lark']);
		expect(late.meetingId).not.toBe(gathering.meetingId);
		await mara.say('And this after Tide left.');
		const back = venue.come(gathering, 'Tide');
		expect((await back.inside()).lines).toHaveLength(2);
		expect(ines.heard()).toHaveLength(2);
	});
});

describe('silent responses', () => {
	it('reach everyone, also while somebody speaks', async () => {
		const { gathering, here, mara } = await round('Fern', 'Tide');
		await mara.ask({ t: 'give', to: id(gathering, 'Fern') });
		expect(await of(here, 'Tide').ask({ t: 'response', kind: 'hear' })).toBe('ok');
		const line = await of(here, 'Fern').got('r');
		expect(line).toMatchObject({ kind: 'hear', who: id(gathering, 'Tide') });
		expect(await of(here, 'Tide').ask({ t: 'response', kind: 'like' })).toBe('not-understood');
	});
});

describe('a call for help', () => {
	it('is stored, goes to the companion only, and its caller hears who comes', async () => {
		const { gathering, here, mara, ines } = await round('Fern', 'Tide');
		const fern = of(here, 'Fern');
		expect(await fern.ask({ t: 'help', about: null })).toBe('ok');
		const { call } = await fern.got('help', (each) => each.status === 'sent');
		await ines.event('help_called');
		const stored = await inTransaction(world.system, ({ db }) =>
			db.selectFrom('help_call').selectAll().where('help_call_id', '=', call).execute()
		);
		expect(stored).toHaveLength(1);
		expect(mara.state.help).toEqual([]);
		await ines.ask({ t: 'take-help', call });
		expect(await fern.got('help', (each) => each.status === 'taken')).toMatchObject({
			by: id(gathering, 'Ines')
		});
		await mara.sees((state) => state.help.length === 1);
		expect(await ines.ask({ t: 'aside', call, text: 'I am here with you.' })).toBe('ok');
		expect((await fern.got('aside')).text).toBe('I am here with you.');
		expect(await mara.ask({ t: 'aside', call, text: 'And I.' })).toBe('no-such-call');
		expect(JSON.stringify(of(here, 'Tide').messages)).not.toContain(call);
	});

	it('is told to the lead as well after a minute', async () => {
		const { here, mara } = await round('Fern');
		await of(here, 'Fern').ask({ t: 'help', about: null });
		await pass(59_000);
		expect(mara.state.help).toEqual([]);
		await pass(1_000);
		await mara.sees((state) => state.help.length === 1);
	});
});

describe('who may not be here any more', () => {
	it('is out at once when removed, and stays out today', async () => {
		const { gathering, here, ines } = await round('Fern', 'Tide');
		await ines.ask({ t: 'remove', who: id(gathering, 'Fern') });
		expect(await of(here, 'Fern').closed).toBe('removed');
		const seen = await of(here, 'Tide').sees((state) =>
			state.people.some((each) => each.id === id(gathering, 'Fern') && each.place === 'away')
		);
		expect(JSON.stringify(seen)).not.toContain('removed');
		expect(await venue.come(gathering, 'Fern').closed).toBe('removed');
	});

	it('is out within a second when the membership ends', async () => {
		const { gathering, here } = await round('Fern');
		await groups.leave(gathering.who('Fern').ctx, { groupId: gathering.groupId });
		const before = performance.now();
		expect(await of(here, 'Fern').closed).toBe('removed');
		expect(performance.now() - before).toBeLessThan(1_000);
	});

	it('is out within a second when the login ends, and may sign in and come back', async () => {
		const { gathering, here } = await round('Fern', 'Tide');
		const { accountId } = gathering.who('Tide');
		venue.logins.end(accountId);
		await inTransaction(world.system, (tx) =>
			append(tx, { kind: 'account', id: accountId }, 'login_ended')
		);
		const before = performance.now();
		expect(await of(here, 'Tide').closed).toBe('signed-out');
		expect(performance.now() - before).toBeLessThan(1_000);
		expect(of(here, 'Fern').socket.readyState).toBe(1);
	});

	it('gives way to the same person in another window', async () => {
		const { gathering, here } = await round('Fern');
		const second = venue.come(gathering, 'Fern');
		await second.inside();
		expect(await of(here, 'Fern').closed).toBe('elsewhere');
		expect(await second.ask({ t: 'response', kind: 'ok' })).toBe('ok');
	});
});

describe('a connection that is lost', () => {
	it('resumes where it was, with the words in between', async () => {
		const { gathering, here, mara } = await round('Fern', 'Tide');
		const fern = of(here, 'Fern');
		await mara.say('One.');
		await fern.got('w');
		const cursor = fern.cursor();
		fern.drop();
		await mara.say('Two.');
		await mara.ask({ t: 'give', to: id(gathering, 'Tide') });
		const back = venue.come(gathering, 'Fern', cursor);
		const welcome = await back.inside();
		expect(welcome.lines).toMatchObject([{ text: 'Two.' }]);
		expect(welcome.gap).toBe('none');
		expect(welcome.room.holder).toBe(id(gathering, 'Tide'));
	});

	it('is not told to the others unless it lasts', async () => {
		const { gathering, here } = await round('Fern', 'Tide');
		const tide = of(here, 'Tide');
		await venue.cut(of(here, 'Fern'));
		await pass(9_000);
		expect(tide.messages.filter((each) => each.t === 'event' && each.e.kind === 'went')).toEqual(
			[]
		);
		await pass(2_000);
		const { e } = await tide.event('went');
		expect(e.data).toMatchObject({ who: id(gathering, 'Fern'), why: 'left' });
	});
});

describe('when facilitators are lost', () => {
	it('the companion leads after a minute', async () => {
		const { gathering, here, mara, ines } = await round('Fern');
		await venue.cut(mara);
		await pass(11_000);
		await pass(50_000);
		await of(here, 'Fern').sees((state) => state.lead === id(gathering, 'Ines'));
		expect(await ines.ask({ t: 'give', to: id(gathering, 'Fern') })).toBe('ok');
	});

	it('the meeting rests, and ends five minutes later', async () => {
		const { gathering, here, mara, ines } = await round('Fern');
		await venue.cut(mara, ines);
		await pass(11_000);
		await pass(50_000);
		const fern = of(here, 'Fern');
		await fern.sees((state) => state.pause?.why === 'facilitators-lost');
		await pass(5 * 60_000);
		await fern.sees((state) => state.ended?.why === 'facilitators-lost');
		expect(await fern.ask({ t: 'rating', when: 'leaving', value: 5 })).toBe('ok');
		expect(await meetings.myRatings(gathering.who('Fern').ctx, gathering.meetingId)).toMatchObject({
			arriving: null,
			leaving: 5
		});
		await pass(3 * 60_000);
		expect(await fern.closed).toBe('ended');
	});
});

describe('the facilitators’ line', () => {
	it('is theirs alone', async () => {
		const { here, mara, ines } = await round('Fern');
		expect(await mara.ask({ t: 'line', text: 'Pebble went quiet.' })).toBe('ok');
		expect((await ines.got('line')).text).toBe('Pebble went quiet.');
		expect(await of(here, 'Fern').ask({ t: 'line', text: 'Hello?' })).toBe('not-yours-to-do');
		expect(JSON.stringify(of(here, 'Fern').messages)).not.toContain('went quiet');
	});
});
