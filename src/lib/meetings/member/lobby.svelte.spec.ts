import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '#ui/ui.css';
import { say } from '#lib/words/words.ts';
import { LiveMeeting } from '../live/live.svelte.ts';
import Lobby from './Lobby.svelte';

const welcome = {
	...{ t: 'welcome', v: 1, me: { id: 'tide', role: 'member' }, now: 0, epoch: 'one', help: null },
	...{ place: 'waiting', lobby: { stage: 'before', resting: false } }
};

/** A socket that notes what is sent, and answers that it was done, or why not. */
class Heard extends EventTarget {
	readyState = 1;
	readonly sent: { t: string; ref: number; word?: string | null }[] = [];
	answer: { t: string; code?: string } = { t: 'ok' };
	send(text: string) {
		const message = JSON.parse(text) as (typeof this.sent)[number];
		if (message.t === 'hello') return this.say(welcome);
		this.sent.push(message);
		this.say({ ...this.answer, ref: message.ref });
	}
	private say(message: object) {
		const data = JSON.stringify(message);
		queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
	}
	close() {
		this.readyState = 3;
	}
}

let live: LiveMeeting | undefined;
afterEach(() => live?.stop());

async function lobby() {
	await page.viewport(320, 844);
	const socket = new Heard();
	live = new LiveMeeting('the-meeting', () => socket as unknown as WebSocket);
	live.start();
	socket.dispatchEvent(new Event('open'));
	const meeting = {
		...{ meetingId: 'the-meeting', groupId: 'the-group', groupName: 'Evening harbour' },
		...{ start: '2026-11-24T19:00:00Z', minutes: 90, status: 'planned' as const },
		...{ opensAt: '2026-11-24T18:45:00Z', closesAt: '2026-11-24T20:45:00Z' },
		me: { membershipId: 'tide', role: 'member' as const, alias: 'Tide', mark: 'wave-2' }
	};
	const screen = await render(Lobby, {
		...{ live, meeting, zone: 'UTC', limits: 'Some things cannot be promised.' },
		agreement: ['What is said here stays here.']
	});
	screen.container.className = 'wrap';
	return { screen, socket };
}

describe('the lobby', () => {
	it('says that a report may carry lines, before anybody says anything', async () => {
		const { screen } = await lobby();
		await expect.element(screen.getByText(say('meetings.lobby.report_note'))).toBeVisible();
	});

	it('keeps the one word, and takes it back; nothing else is sent', async () => {
		const { screen, socket } = await lobby();
		await screen.getByText(say('meetings.word.summary')).click();
		await screen.getByRole('radio', { name: 'tired' }).click({ force: true });
		await expect
			.element(screen.getByText(say('meetings.word.chosen', { word: 'tired' })))
			.toBeVisible();
		await screen.getByRole('button', { name: say('meetings.word.take_back') }).click();
		await expect
			.element(screen.getByText(say('meetings.word.chosen', { word: 'tired' })))
			.not.toBeInTheDocument();
		expect(socket.sent.map(({ t, word }) => [t, word])).toEqual([
			['word', 'tired'],
			['word', null]
		]);
	});

	it('says so when something could not be kept, and shows nothing as kept', async () => {
		const { screen, socket } = await lobby();
		socket.answer = { t: 'refused', code: 'not-stored' };
		await screen.getByRole('radio', { name: '7', exact: true }).click({ force: true });
		await expect.element(screen.getByText(say('meetings.rating.not_kept'))).toBeVisible();
		expect(live?.keeping.said.arriving).toBeNull();
	});

	it.each(['light', 'dark'])('has nothing for axe to find, %s, and fits 320 px', async (theme) => {
		document.documentElement.dataset['theme'] = theme;
		const { screen } = await lobby();
		await screen.getByText(say('meetings.word.summary')).click();
		const { violations } = await axe.run(screen.container, {
			rules: { 'color-contrast-enhanced': { enabled: true } },
			runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'wcag2aaa']
		});
		expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
		delete document.documentElement.dataset['theme'];
	});
});
