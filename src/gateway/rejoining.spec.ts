import { describe, expect, it } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { nextMeeting } from '#test/support/gathering.ts';
import { group } from '#test/support/groups.ts';
import { openVenue } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const venue = await openVenue(world);
const before = world.clock.now();

/** A meeting of an open group is under way with Fern and Tide, whom a code or nothing lets in at once. */
async function evening() {
	world.clock.set(before);
	const made = await group(world, { entry: 'open' });
	const { groupId, versions } = made;
	const [mara] = made.facilitators;
	const [fern, tide] = [await made.member('Fern'), await made.member('Tide')];
	const gathering = await nextMeeting(world, made, [fern, tide]);
	const { meetingId, people, who } = gathering;
	const here = await venue.opened(gathering, 'Fern', 'Tide');
	/** Fern leaves the group and comes in again under another alias. */
	const rejoins = async (alias: string, code?: string) => {
		await groups.leave(fern.ctx, { groupId });
		const joined = await groups.join(fern.ctx, {
			...{ groupId, alias, code, ...versions, agree: true }
		});
		if (joined.status !== 'member') throw new Error(joined.status);
		people.set(alias, { ...who('Fern'), alias, membershipId: joined.membershipId });
	};
	const state = () => meetings.roomState(world.system, meetingId);
	return {
		...{ gathering, rejoins, state, groupId, code: mara.ctx },
		...{ mara: here.get('Mara')!, ines: here.get('Ines')!, fern: here.get('Fern')! },
		id: (alias: string) => who(alias).membershipId
	};
}

describe('who was removed today', () => {
	it('is refused with the same words after coming in to the group anew', async () => {
		const { gathering, ines, fern, rejoins, state, id } = await evening();
		expect(await ines.ask({ t: 'remove', who: id('Fern') })).toBe('ok');
		expect(await fern.closed).toBe('removed');
		await rejoins('Wren');
		expect(await venue.come(gathering, 'Wren').closed).toBe('removed');
		expect((await state()).people.map((one) => one.id)).not.toContain(id('Wren'));
	});

	it('… with a code too, twice, at once, and after a new start of the server', async () => {
		const { gathering, ines, rejoins, groupId, code, state, id } = await evening();
		await ines.ask({ t: 'remove', who: id('Fern') });
		await rejoins('Wren', (await groups.inviteMember(code, { groupId })).code);
		await rejoins('Heron', (await groups.inviteMember(code, { groupId })).code);
		await venue.restart();
		const both = [venue.come(gathering, 'Heron'), venue.come(gathering, 'Heron')];
		expect(await Promise.all(both.map((each) => each.closed))).toEqual(['removed', 'removed']);
		expect((await state()).people.map((one) => one.id)).not.toContain(id('Heron'));
	});

	it('in the moment in which they leave the group stays out as well', async () => {
		const { gathering, ines, fern, rejoins, id } = await evening();
		await rejoins('Wren');
		expect(await fern.closed).toBe('removed');
		expect(await ines.ask({ t: 'remove', who: id('Fern') })).toBe('ok');
		expect(await ines.ask({ t: 'remove', who: id('Fern') })).toBe('nobody-there');
		expect(await venue.come(gathering, 'Wren').closed).toBe('removed');
	});
});

describe('who only left the group and came back to it', () => {
	it('waits in the lobby like anybody, and is not in the room twice', async () => {
		const { gathering, rejoins, ines, fern, state, id } = await evening();
		await rejoins('Wren');
		const wren = venue.come(gathering, 'Wren');
		expect((await wren.got('welcome')).place).toBe('waiting');
		expect(await fern.closed).toBe('removed');
		expect((await state()).people.find((one) => one.id === id('Fern'))?.place).toBe('removed');
		await ines.ask({ t: 'admit', who: id('Wren') });
		expect((await wren.inside()).mine.muted).toBe(false);
	});
});

describe('who was muted', () => {
	it('starts muted under another alias, until a facilitator lets them speak', async () => {
		const { gathering, rejoins, ines, id } = await evening();
		await ines.ask({ t: 'mute', who: id('Fern'), muted: true });
		await rejoins('Wren');
		const wren = venue.come(gathering, 'Wren');
		await wren.got('welcome');
		await ines.ask({ t: 'admit', who: id('Wren') });
		expect((await wren.inside()).mine.muted).toBe(true);
		expect(await wren.say('Hello?')).toBe('muted');
		await ines.ask({ t: 'mute', who: id('Wren'), muted: false });
		expect(await wren.say('Thank you.')).toBe('ok');
		await rejoins('Heron');
		const heron = venue.come(gathering, 'Heron');
		await heron.got('welcome');
		await ines.ask({ t: 'admit', who: id('Heron') });
		expect((await heron.inside()).mine.muted).toBe(false);
	});

	it('leads nobody from one alias to the other: members hear nothing, facilitators no other name', async () => {
		const { gathering, rejoins, ines, mara, id } = await evening();
		const tide = venue.come(gathering, 'Tide');
		await tide.inside();
		await ines.ask({ t: 'mute', who: id('Fern'), muted: true });
		await rejoins('Wren');
		const wren = venue.come(gathering, 'Wren');
		await wren.got('welcome');
		const { e } = await mara.got(
			'event',
			(told) => told.e.kind === 'muted' && told.e.data.who === id('Wren')
		);
		expect(e.data).toEqual({ who: id('Wren'), muted: true, by: null });
		await ines.ask({ t: 'admit', who: id('Wren') });
		await tide.sees(({ people }) => people.some((one) => one.id === id('Wren')));
		expect(JSON.stringify(tide.messages)).not.toContain('"muted":true');
		for (const { messages } of [mara, tide])
			for (const message of messages.filter((one) => one.t === 'event'))
				expect([id('Fern'), id('Wren')].every((one) => JSON.stringify(message).includes(one))).toBe(
					false
				);
	});
});
