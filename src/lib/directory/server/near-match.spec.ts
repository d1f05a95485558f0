import { beforeAll, describe, expect, test } from 'vitest';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import type { DirectoryQuery } from '../inputs.ts';
import type { ImportedListing, MeetingTime } from '../listing.ts';
import * as directory from './directory.ts';

const world = await openWorld();
const reader = { timeZone: 'Europe/Berlin' };
const near = (query: DirectoryQuery) => directory.nearMatch(world.nobody, query, reader);
/** What is found by asking as the near match says. */
async function found(query: DirectoryQuery) {
	const match = await near(query);
	const { items } = await directory.search(world.nobody, { ...query, ...match!.query }, reader);
	return items.map(({ name }) => name).sort();
}

beforeAll(async () => {
	await organisation(world);
	await group(world, { name: 'Hidden lamp', isConfidential: true, entry: 'invitation' });
	const { sourceId } = await source(world);
	const [tuesday] = aListing('x').times;
	const thursday: MeetingTime = {
		...{ ...tuesday!, rule: { freq: 'weekly', interval: 1, weekdays: [4] } }
	};
	const about: Partial<ImportedListing> = { experiences: ['carers'] };
	await importAll(world, sourceId, [
		aListing('en', { ...about, name: 'Quiet evening' }),
		aListing('de', {
			...about,
			name: 'Morgenrot',
			languages: ['de'],
			description: 'Tea, at last.'
		}),
		aListing('gone', { name: 'Empty chair', experiences: ['bereavement'], times: [thursday] }),
		aListing('any', { name: 'Anybody', mode: 'online', place: null, at: null, times: [thursday] }),
		aListing('noon', { ...about, name: 'Noon', times: [{ ...tuesday!, localTime: '12:30' }] })
	]);
	await directory.catchUp(world.nobody);
});

describe('a whole sentence', () => {
	test('that names a day, a time of day and a language is taken so, and the small words are left out', async () => {
		const q = 'something on Tuesday evening, in English';
		expect((await directory.search(world.nobody, { q }, reader)).total).toBe(0);
		expect(await near({ q })).toEqual({
			query: { q: 'English', weekday: [2], from: '17:00', to: '22:00' },
			words: ['English'],
			heard: { weekday: [2], part: 'evening' },
			...{ left: [], isWithoutSmall: true }
		});
		expect(await found({ q })).toEqual(['Quiet evening']);
	});
	test('that says what happened finds groups about it', async () => {
		const q = 'I need a group for people who lost someone';
		expect(await near({ q })).toMatchObject({
			...{ query: { q: 'Losing someone to violence' }, heard: { experience: ['bereavement'] } },
			...{ words: [], left: [], isWithoutSmall: true }
		});
		expect(await found({ q })).toEqual(['Empty chair']);
	});
	test('that says what happened finds groups for anybody where none is about it', async () => {
		const q = 'soldiers drinking tea';
		expect(await near({ q })).toMatchObject({ query: { experience: ['combat', 'substance_use'] } });
		const { heard } = (await near({ q: 'quagmire trauma of soldiers' }))!;
		expect(heard).toEqual({ experience: ['combat'] });
		expect(await found({ q: 'a soldier with tea' })).toEqual(['Anybody']);
	});
	test('that says how people meet finds those', async () => {
		expect(await near({ q: 'quagmire online' })).toMatchObject({
			...{ query: { q: '', mode: ['online'] }, heard: { mode: 'online' }, left: ['quagmire'] }
		});
		expect(await found({ q: 'quagmire online' })).toEqual(['Anybody']);
	});
	test('keeps as many words as still find something together, the rarest first', async () => {
		const match = await near({ q: 'German tea chair zeppelin' });
		expect(match).toMatchObject({ words: ['German', 'tea'], left: ['chair', 'zeppelin'] });
		expect(await found({ q: 'German tea chair zeppelin' })).toEqual(['Morgenrot']);
	});
	test('takes a long word for a slip of the finger, never a short one', async () => {
		expect(await near({ q: 'morgenort zeppelin' })).toMatchObject({ words: ['morgenort'] });
		// One letter from "last", which a listing has.
		expect(await near({ q: 'lasf zeppelin' })).toBeNull();
	});
	test('does not undo a choice that was made', async () => {
		const match = await near({ q: 'tea on Tuesday', weekday: [4] });
		expect(match).toMatchObject({ words: ['tea'], heard: {}, left: ['Tuesday'] });
		expect(await found({ q: 'tea on Tuesday', weekday: [4] })).toEqual(['Anybody', 'Empty chair']);
	});
});

describe('nothing comes near', () => {
	test.each(['', '?!', 'I need help', 'zeppelin quagmire', 'hidden lamp'])('to “%s”', async (q) => {
		expect(await near({ q })).toBeNull();
	});
	test('where the other choices leave nothing', async () => {
		expect(await near({ q: 'tea at night', near: '0,0', within_km: 1 })).toBeNull();
	});
});

test('what is not understood is refused as a search is', async () => {
	const wrong = near({ q: 'tea', weekday: [9] });
	await expect(wrong).rejects.toMatchObject({ fields: { weekday: 'choose' } });
});

test('the search itself goes on meaning every word, for programs and people', async () => {
	const asked = { q: 'English zeppelin' };
	expect((await directory.search(world.nobody, asked)).total).toBe(0);
	const text = await directory.searchText(world.nobody, asked);
	expect(JSON.parse(text.toString())).toMatchObject({ total: 0, items: [] });
});
