import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { say } from '#lib/words/words.ts';
import { memberRoom } from '#test/support/member-room.ts';
import { Rehearsal } from '#test/support/rehearsal.ts';
import type { StagedMeeting } from '#test/support/staged-meeting.ts';

let stage: StagedMeeting | undefined;
afterEach(() => stage?.stop());

async function room(me: string, play: Rehearsal) {
	const there = await memberRoom(me, play, [390, 844]);
	stage = there.stage;
	return there;
}

const sharing = () => Rehearsal.opened('fern', 'tide', 'lark').at('sharing');
const given = (to: string) => sharing().do('mara', { t: 'give', to });
const mode = (name: 'open' | 'popcorn') => sharing().do('mara', { t: 'mode', mode: name });
const minutes = 60_000;
const spotOf = (play: Rehearsal, who: string) =>
	play.state.people.find(({ id }) => id === who)?.spot;

describe('turns', () => {
	it('go round: I pass, have a turn after all, or ask to be come back to', async () => {
		const play = given('fern');
		const { screen, button } = await room('tide', play);
		await expect.element(screen.getByText('Your turn comes after Fern.')).toBeVisible();
		await button(say('meetings.do.pass')).click();
		await expect.poll(() => play.state.passed).toEqual(['tide']);
		await button(say('meetings.do.want_turn')).click();
		await expect.poll(() => play.state.passed).toEqual([]);
		await button(say('meetings.do.defer')).click();
		await expect.poll(() => play.state.deferred).toEqual(['tide']);
		await expect.element(screen.getByText(say('meetings.turn.comes_back'))).toBeVisible();
	});

	it('in open sharing I ask, take it back, and see where I stand', async () => {
		const play = mode('open').do('mara', { t: 'give', to: 'fern' });
		const { screen, button, stage } = await room('tide', play);
		await button(say('meetings.do.ask_turn')).click();
		await expect
			.element(screen.getByText(say('meetings.turn.asked', { who: 'Fern' })))
			.toBeVisible();
		await button(say('meetings.do.unwant_turn')).click();
		await expect.poll(() => play.state.asking).toEqual([]);
		stage.others((all) => all.do('lark', { t: 'want-turn' }));
		await button(say('meetings.do.ask_turn')).click();
		await expect
			.element(screen.getByText(/^You asked for a turn. One other comes before/))
			.toBeVisible();
	});

	it('in popcorn the holder chooses by a button, and nobody who passed', async () => {
		const play = mode('popcorn').do('mara', { t: 'give', to: 'fern' });
		play.do('lark', { t: 'pass' });
		const { screen, button } = await room('fern', play);
		const names = screen.getByRole('group', { name: say('meetings.choose.heading') });
		expect(names.getByRole('button', { name: /Lark/ }).elements()).toEqual([]);
		await button(say('meetings.choose.give', { who: 'Tide' })).click();
		await expect.poll(() => play.state.holder).toBe('tide');
		await expect.element(screen.getByText(say('meetings.turn.chosen'))).toBeVisible();
	});

	it('tell only the holder of the last minute, and everyone when the time is over', async () => {
		const play = sharing().do('mara', { t: 'time-turns', minutes: 2 });
		play.do('mara', { t: 'give', to: 'fern' });
		const { screen, stage } = await room('fern', play);
		await expect.element(screen.getByText('About 2 minutes of this turn left.')).toBeVisible();
		stage.others((all) => all.wait(minutes + 1_000));
		await expect.element(screen.getByText(say('meetings.turn_time.last_minute'))).toBeVisible();
		stage.others((all) => all.wait(minutes));
		await expect.element(screen.getByText(say('meetings.turn_time.over_mine'))).toBeVisible();
	});

	it('tell who listens nothing of a last minute', async () => {
		const play = sharing().do('mara', { t: 'time-turns', minutes: 2 });
		play.do('mara', { t: 'give', to: 'fern' }).wait(minutes + 1_000);
		const { screen } = await room('tide', play);
		await expect.element(screen.getByText('About a minute of this turn left.')).toBeVisible();
		expect(screen.getByText(say('meetings.turn_time.last_minute')).elements()).toEqual([]);
	});

	it('play no sound before somebody turns the bell on, and none after it is off', async () => {
		const made = vi.spyOn(globalThis, 'AudioContext');
		const { button } = await room('tide', given('fern'));
		expect(made).not.toHaveBeenCalled();
		await button(say('meetings.do.mine')).click();
		await button(say('meetings.do.bell')).click();
		await expect.element(button(say('meetings.do.bell'))).toHaveAttribute('aria-pressed', 'true');
		expect(made).toHaveBeenCalledTimes(1);
		await button(say('meetings.do.bell')).click();
		const sound = made.mock.results[0]?.value as AudioContext;
		await expect.poll(() => sound.state).toBe('closed');
		made.mockRestore();
	});

	it('let me write while another speaks: it waits, says so, and is said when it is my turn', async () => {
		const play = given('fern');
		const { screen, button, stage } = await room('tide', play);
		await button(say('meetings.write.begin')).click();
		const box = screen.getByRole('textbox');
		await box.fill('I have thought of it.');
		await expect.element(screen.getByText(say('meetings.write.waits'))).toBeVisible();
		await userEvent.keyboard('{Control>}{Enter}{/Control}');
		await button(say('meetings.write.when_mine')).click({ force: true });
		expect(stage.sent.filter(({ t }) => t === 'words')).toEqual([]);
		stage.others((all) => all.do('fern', { t: 'finish' }));
		await expect.element(box).toHaveValue('I have thought of it.');
		await expect.element(button(say('meetings.do.say'))).toBeVisible();
	});

	it.each([
		['open for who came after the beginning', 'wren', true],
		['folded for who was here', 'tide', false]
	] as const)('come with the card on where we are, %s', async (_, me, isOpen) => {
		const play = given('fern').wait(minutes).do('wren', { t: 'enter', role: 'member' });
		play.do('ines', { t: 'admit', who: 'wren' });
		const { screen, stage } = await room(me, play);
		await expect.element(screen.getByText(say('meetings.late.summary'))).not.toBeInTheDocument();
		stage.live.card = { text: 'We speak of small steps.', at: play.now };
		const text = screen.getByText('We speak of small steps.');
		await expect.element(screen.getByText(say('meetings.late.summary'))).toBeVisible();
		expect((await text.findElement()).checkVisibility()).toBe(isOpen);
	});

	it('say in one line what is next in the meeting', async () => {
		const { screen } = await room('tide', given('fern'));
		await expect.element(screen.getByText(/^After this: Pause, /)).toBeVisible();
	});
});

describe('mine alone', () => {
	it('I rest with a card of my choice, and come back', async () => {
		const play = given('fern');
		const { screen, button } = await room('tide', play);
		await button(say('meetings.do.mine')).click();
		await button(say('meetings.do.rest')).click();
		const heading = screen.getByRole('heading', { name: say('meetings.apart.resting.heading') });
		await expect.element(heading).toHaveFocus();
		expect(spotOf(play, 'tide')).toBe('resting');
		await screen.getByText(/^Describe the room, /).click();
		await expect.element(screen.getByText(/^Pick a corner/)).toBeVisible();
		await button(say('meetings.do.to_circle')).click();
		await expect.poll(() => spotOf(play, 'tide')).toBe('circle');
	});

	it('what I cannot hear is hidden from me until the piece moves on, and nothing is sent', async () => {
		const play = given('fern');
		const { screen, button, stage } = await room('tide', play);
		const heard = (n: number, who: string, text: string) =>
			stage.says({ t: 'w', n, in: 'circle', who, at: play.now, text, ref: n, tag: '' });
		heard(1, 'fern', 'The hard thing.');
		await expect.element(screen.getByText('The hard thing.')).toBeVisible();
		const sent = stage.sent.length;
		await button(say('meetings.do.mine')).click();
		await button(say('meetings.hush.hide')).click();
		expect(screen.getByText('The hard thing.').elements()).toEqual([]);
		heard(2, 'fern', 'More of it.');
		expect(screen.getByText('More of it.').elements()).toEqual([]);
		await button(say('meetings.hush.show')).click();
		await expect.element(screen.getByText('More of it.')).toBeVisible();
		await button(say('meetings.do.mine')).click();
		await button(say('meetings.hush.hide')).click();
		expect(stage.sent).toHaveLength(sent);
		play.wait(1_000);
		stage.others((all) => all.do('fern', { t: 'finish' }));
		heard(3, 'tide', 'A light thing.');
		await expect.element(screen.getByText('A light thing.')).toBeVisible();
	});

	it.each(['word', 'not-safe', 'knows-someone'] as const)(
		'one tap calls for help: %s',
		async (kind) => {
			const play = given('fern');
			const { button } = await room('tide', play);
			await button(say('meetings.do.help')).click();
			await button(say(`meetings.help.about.${kind}`)).click();
			await expect.poll(() => play.state.help[0]).toMatchObject({ who: 'tide', about: kind });
		}
	);

	it('calls for help without saying why', async () => {
		const play = given('fern');
		const { button } = await room('tide', play);
		await button(say('meetings.do.help')).click();
		await button(say('meetings.help.call', { who: 'Ines' })).click();
		await expect.poll(() => play.state.help[0]).toMatchObject({ who: 'tide', about: null });
	});

	it('I am asked aside, say not now, and may go after all: only words of there are heard there', async () => {
		const play = given('fern');
		const { screen, button, stage } = await room('tide', play);
		stage.says({
			t: 'w',
			n: 1,
			in: 'circle',
			who: 'fern',
			at: play.now,
			text: 'In the circle.',
			ref: 1,
			tag: ''
		});
		stage.others((all) =>
			all.do('ines', { t: 'ask-aside', who: 'tide' }).do('ines', { t: 'go', to: 'side' })
		);
		stage.says({ t: 'mine', muted: false, askedAside: true });
		await button(say('meetings.asked_aside.not_now')).click();
		expect(spotOf(play, 'tide')).toBe('circle');
		await button(say('meetings.asked_aside.still')).click();
		await expect.element(screen.getByText(say('meetings.apart.side'))).toBeVisible();
		stage.says({
			t: 'w',
			n: 2,
			in: 'side',
			who: 'ines',
			at: play.now,
			text: 'How are you?',
			ref: 2,
			tag: ''
		});
		await expect.element(screen.getByText(/How are you\?$/)).toBeVisible();
		expect(screen.getByText('In the circle.').elements()).toEqual([]);
		await expect.element(screen.getByRole('listitem').getByText('Ines')).toBeVisible();
		await button(say('meetings.do.to_circle')).click();
		await expect.poll(() => spotOf(play, 'tide')).toBe('circle');
	});

	it('the calm room has cards and light prompts, and nobody who is not there', async () => {
		const play = given('fern').do('lark', { t: 'go', to: 'calm' });
		const { screen, button } = await room('tide', play);
		await button(say('meetings.do.mine')).click();
		await button(say('meetings.do.calm')).click();
		await expect.element(screen.getByText(say('meetings.calm.prompt.warm'))).toBeVisible();
		await expect.element(screen.getByRole('listitem').getByText('Lark')).toBeVisible();
		expect(screen.getByText('Fern', { exact: true }).elements()).toEqual([]);
		await expect.element(screen.getByRole('textbox')).toBeVisible();
	});

	it('I am told that my words are kept back, and what I write waits', async () => {
		const play = given('tide');
		const { screen, button, stage } = await room('tide', play);
		stage.says({ t: 'mine', muted: true, askedAside: false });
		await expect.element(screen.getByText(say('meetings.muted'))).toBeVisible();
		await button(say('meetings.write.begin')).click();
		await expect.element(button(say('meetings.write.when_mine'))).toBeVisible();
	});
});

describe('by keyboard', () => {
	const focused = () => document.activeElement?.textContent?.trim();
	const press = async (button: { findElement(): Promise<HTMLElement | SVGElement> }) => {
		(await button.findElement()).focus();
		await userEvent.keyboard('{Enter}');
	};

	it('the focus goes where what I pressed has led, and is never lost', async () => {
		const play = given('fern');
		const { screen, button, stage } = await room('tide', play);
		await press(button(say('meetings.do.pass')));
		await expect.poll(focused).toBe(say('meetings.do.want_turn'));
		await press(button(say('meetings.do.mine')));
		await press(button(say('meetings.hush.hide')));
		await expect.poll(focused).toBe(say('meetings.hush.show'));
		await userEvent.keyboard('{Enter}');
		await expect.element(screen.getByRole('log')).toHaveFocus();
		await press(button(say('meetings.write.begin')));
		await expect.element(screen.getByRole('textbox')).toHaveFocus();
		stage.says({ t: 'mine', muted: false, askedAside: true });
		await press(button(say('meetings.asked_aside.not_now')));
		await expect.poll(focused).toBe(say('meetings.asked_aside.still'));
		await press(button(say('meetings.do.mine')));
		await press(button(say('meetings.do.rest')));
		await expect.poll(focused).toBe(say('meetings.apart.resting.heading'));
		await press(button(say('meetings.do.to_circle')));
		await expect.poll(focused).toBe('Sharing');
	});

	it('who finishes a turn stays where it stood', async () => {
		const play = given('tide');
		const { button } = await room('tide', play);
		await press(button(say('meetings.do.finish')));
		await expect.poll(() => play.state.holder).not.toBe('tide');
		await expect.poll(() => document.activeElement?.textContent).toContain('You had your turn.');
	});
});

describe('a skill together', () => {
	const skill = (...more: string[]) =>
		Rehearsal.opened('fern', 'tide', 'lark', ...more)
			.at('skill')
			.do('mara', { t: 'practise', practice: 'ground-room' });

	it('every screen goes on by the server’s clock', async () => {
		const play = skill();
		const { screen, stage } = await room('tide', play);
		await expect.element(screen.getByText(/^Step 1 of 4/)).toBeVisible();
		stage.others((all) => all.wait(46_000));
		await expect.element(screen.getByText(/^Step 2 of 4/)).toBeVisible();
		await expect.element(screen.getByRole('status').getByText(/^Go on to colours/)).toBeVisible();
		stage.others((all) => all.wait(3 * minutes));
		await expect.element(screen.getByText(say('meetings.practice.time_over'))).toBeVisible();
	});

	it('how upset I am is kept for me; that I practised is counted; at the end there is only a number', async () => {
		const play = skill('dune', 'wren', 'heron');
		const { screen, button, stage } = await room('tide', play);
		await screen.getByRole('radio', { name: '7', exact: true }).click({ force: true });
		await button(say('meetings.practice.count')).click();
		await expect.element(screen.getByText(say('meetings.practice.counted'))).toBeVisible();
		stage.others((all) => all.do('mara', { t: 'end-practice', practised: 3 }));
		await expect.element(screen.getByText('3 practised.')).toBeVisible();
		await screen.getByRole('radio', { name: '4', exact: true }).click({ force: true });
		await expect
			.element(screen.getByText(/before 7, after 4\. It helped a little today\.$/))
			.toBeVisible();
		const practice = 'ground-room';
		expect(stage.sent.map(({ ref: _, ...message }) => message)).toEqual([
			{ t: 'felt', practice, when: 'before', value: 7 },
			{ t: 'practised' },
			{ t: 'felt', practice, when: 'after', value: 4 }
		]);
	});

	it('at the end of a small circle there is no number either', async () => {
		const { screen, stage } = await room('tide', skill());
		stage.others((all) => all.do('mara', { t: 'end-practice', practised: 3 }));
		await expect.element(screen.getByText(/^The practice is over\. Some of us/)).toBeVisible();
		await expect.element(screen.getByText(/3 practised/)).not.toBeInTheDocument();
	});
});

describe('each state of the room', () => {
	const states: Record<string, (play: Rehearsal) => Rehearsal> = {
		circle: (play) => play.do('mara', { t: 'give', to: 'fern' }),
		mine: (play) => play.do('mara', { t: 'give', to: 'tide' }),
		popcorn: (play) =>
			play.do('mara', { t: 'mode', mode: 'popcorn' }).do('mara', { t: 'give', to: 'tide' }),
		resting: (play) => play.do('tide', { t: 'go', to: 'resting' }),
		calm: (play) => play.do('tide', { t: 'go', to: 'calm' }),
		side: (play) =>
			play.do('ines', { t: 'ask-aside', who: 'tide' }).do('tide', { t: 'go', to: 'side' }),
		skill: (play) => play.at('skill').do('mara', { t: 'practise', practice: 'ground-room' })
	};
	const looks = Object.entries(states).flatMap(([name, make]) =>
		(['light', 'dark'] as const).map((theme) => ({ name, theme, make }))
	);
	afterEach(() => delete document.documentElement.dataset['theme']);

	it.each(looks)('$name, $theme: axe finds nothing, nor in contrast', async ({ theme, make }) => {
		document.documentElement.dataset['theme'] = theme;
		const { screen } = await room('tide', make(sharing()));
		const { violations } = await axe.run(screen.container, {
			rules: { 'color-contrast-enhanced': { enabled: true } },
			runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'wcag2aaa']
		});
		expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
	});
});
