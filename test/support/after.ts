import type { Command } from '../../src/lib/meetings/commands.ts';
import { formFor } from '../../src/lib/groups/groups.ts';
import * as meetings from '../../src/lib/meetings/server/meetings.ts';
import { gather, type Gathering } from './gathering.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;

export const does = (
	world: World,
	{ meetingId, who }: Gathering,
	alias: string,
	command: Command
) => meetings.act(world.system, meetingId, who(alias).membershipId, command);

/** A meeting that Mara and Ines opened, with these members let in. */
export async function opened(world: World, members: string[]): Promise<Gathering> {
	const gathering = await gather(world, members);
	await does(world, gathering, 'Mara', { t: 'enter', role: 'facilitator' });
	await does(world, gathering, 'Ines', { t: 'enter', role: 'facilitator' });
	await does(world, gathering, 'Mara', { t: 'open', parts: formFor(90) });
	for (const alias of members) {
		await does(world, gathering, alias, { t: 'enter', role: 'member' });
		const who = gathering.who(alias).membershipId;
		await does(world, gathering, 'Ines', { t: 'admit', who });
	}
	return gathering;
}

/** The same, and begun a minute later. */
export async function begun(world: World, members: string[]): Promise<Gathering> {
	const gathering = await opened(world, members);
	world.clock.pass(MINUTE);
	await does(world, gathering, 'Mara', { t: 'next-part', from: -1 });
	return gathering;
}

/** The same, ended after an hour. */
export async function over(world: World, members: string[]): Promise<Gathering> {
	const gathering = await begun(world, members);
	world.clock.pass(60 * MINUTE);
	await does(world, gathering, 'Mara', { t: 'end' });
	return gathering;
}
