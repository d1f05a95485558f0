import { createReadStream } from 'node:fs';
import * as directory from '#lib/directory/server/directory.ts';
import { after, day, hour } from '#server/clock.ts';
import type { Person, Stage } from './stage.ts';

/** An invented organisation that gives its list of groups to others, as a spreadsheet. */
export const neighbours = 'Lantern Circle';
const sheet = new URL('lantern-circle.csv', import.meta.url);

const said = [
	{
		about: 'Tea and quiet',
		kind: 'wrong',
		hoursAgo: 20,
		words: 'The door is locked at half past six. You have to ring at the side.'
	},
	{
		about: 'Boots off',
		kind: 'mine',
		hoursAgo: 44,
		words: 'I help to run this one. From January we begin at 7 instead of half past.'
	}
] as const;

/** The coordinator takes a neighbour's groups into the directory, and readers say something about two of them. */
export async function inviteNeighbours(stage: Stage, coordinator: Person): Promise<void> {
	const asCoordinator = stage.as(coordinator, after(stage.now, -3 * day));
	const { sourceId } = await directory.sourceNamed(asCoordinator, {
		...{ name: neighbours, format: 'csv', timeZone: 'Europe/London' }
	});
	await directory.importFeed(asCoordinator, { sourceId, bytes: createReadStream(sheet) });
	const { items } = await directory.search(asCoordinator, { source: [neighbours], limit: 100 });
	const idOf = (name: string) => items.find((one) => one.name === name)!.listingId;
	for (const [i, { about, kind, hoursAgo, words }] of said.entries()) {
		const address = `2001:db8:ffff:${i + 1}::1`;
		const reader = stage.system(after(stage.now, -hoursAgo * hour));
		await directory.sayAbout(reader, { listingId: idOf(about), kind, words, address });
	}
}
