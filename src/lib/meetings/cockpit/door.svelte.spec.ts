import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { say } from '#lib/words/words.ts';
import { cockpit } from '#test/support/cockpit.ts';
import { Rehearsal } from '#test/support/rehearsal.ts';
import type { StagedMeeting } from '#test/support/staged-meeting.ts';
import type { AtDoor } from '../at-door.ts';
import type { Posted } from '../live/post-form.svelte.ts';
import { DoorBook } from './door-book.svelte.ts';

let stage: StagedMeeting | undefined;
let book: DoorBook | undefined;
afterEach(() => {
	stage?.stop();
	book?.stop();
});

const later = '2026-11-23T10:00:00Z';
const dune: AtDoor = { membershipId: 'dune', isFirst: true, days: 12, note: null };

/** The cockpit with Dune at its door, and a server that knows this of those who wait. */
async function door(people: AtDoor[], { mayNote = true, refuses = '' } = {}) {
	const asked: { fields: Record<string, string> }[] = [];
	let known = people;
	const ask = (action: string, form: FormData): Promise<Posted<unknown>> => {
		const fields = Object.fromEntries([...form].map(([name, value]) => [name, value as string]));
		if (action === 'note') asked.push({ fields });
		if (action === 'note' && refuses)
			return Promise.resolve({ is: 'refused', words: refuses, problems: {} });
		if (action === 'note') {
			const note = 'away' in fields ? null : { text: fields['text']!, at: later };
			known = known.map((each) => ({ ...each, note }));
		}
		return Promise.resolve({ is: 'done', data: { people: known, mayNote } });
	};
	book = new DoorBook('the-meeting', ask);
	const play = Rehearsal.opened('fern', 'tide').do('dune', { t: 'enter', role: 'member' });
	const shown = await cockpit(play, 'ines', {}, book);
	stage = shown.stage;
	return { ...shown, asked, panel: shown.region(say('meetings.door.heading')) };
}

describe('the door of the cockpit', () => {
	it('says who is here for the first time, and for how long they have been in the group', async () => {
		const { panel } = await door([dune]);
		await expect.element(panel.getByText(/first time here, 12 days in the group/)).toBeVisible();
	});

	it('shows the note, and takes a new one and its end', async () => {
		const at = '2026-11-20T10:00:00Z';
		const { panel, asked } = await door([{ ...dune, note: { text: 'Comes late.', at } }]);
		await expect.element(panel.getByText('Comes late.').first()).toBeVisible();
		await panel.getByText(say('meetings.note.change', { alias: 'Dune' })).click();
		await panel.getByRole('textbox').fill('Likes a word first.');
		await panel.getByRole('button', { name: say('meetings.note.keep') }).click();
		await expect.element(panel.getByText('Likes a word first.').first()).toBeVisible();
		await panel.getByText(say('meetings.note.change', { alias: 'Dune' })).click();
		await panel.getByRole('button', { name: say('meetings.note.delete') }).click();
		const write = say('meetings.note.write', { alias: 'Dune' });
		await expect.element(panel.getByText(write)).toBeVisible();
		expect(
			asked.map(({ fields }) => [fields['replaces'], fields['away'] ?? fields['text']])
		).toEqual([
			[at, 'Likes a word first.'],
			[later, 'yes']
		]);
	});

	it('keeps what was typed when a note is refused, and says why', async () => {
		const { panel } = await door([dune], { refuses: 'Somebody else changed it.' });
		await panel.getByText(say('meetings.note.write', { alias: 'Dune' })).click();
		await panel.getByRole('textbox').fill('Typed with care.');
		await panel.getByRole('button', { name: say('meetings.note.keep') }).click();
		await expect.element(panel.getByText('Somebody else changed it.')).toBeVisible();
		await expect.element(panel.getByRole('textbox')).toHaveValue('Typed with care.');
	});

	it('offers nothing to write to whoever steps in', async () => {
		const note = { text: 'Comes late.', at: '2026-11-20T10:00:00Z' };
		const { panel } = await door([{ ...dune, note }], { mayNote: false });
		await expect.element(panel.getByText('Comes late.')).toBeVisible();
		await expect.element(panel.getByRole('textbox')).not.toBeInTheDocument();
		const change = panel.getByText(say('meetings.note.change', { alias: 'Dune' }));
		await expect.element(change).not.toBeInTheDocument();
	});

	it('says on the other leaves of a phone that somebody waits, and leads to them', async () => {
		const { screen, panel } = await door([dune]);
		await page.viewport(390, 700);
		const way = screen.getByRole('button', { name: say('meetings.door.wait', { many: 1 }) });
		await expect.element(way).toBeVisible();
		await way.click();
		await expect.element(panel.getByRole('heading', { level: 2 })).toHaveFocus();
		await expect.element(panel.getByRole('button', { name: 'Let in Dune' })).toBeVisible();
		await expect.element(way).not.toBeInTheDocument();
	});
});
