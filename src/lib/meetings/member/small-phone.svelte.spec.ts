import { afterEach, describe, expect, it } from 'vitest';
import { say } from '#lib/words/words.ts';
import { memberRoom } from '#test/support/member-room.ts';
import { Rehearsal } from '#test/support/rehearsal.ts';
import type { StagedMeeting } from '#test/support/staged-meeting.ts';

let stage: StagedMeeting | undefined;
afterEach(() => stage?.stop());

/** The room on a small phone, scrolled to its head. */
async function room(me: string, play: Rehearsal) {
	const there = await memberRoom(me, play, [320, 568]);
	stage = there.stage;
	scrollTo(0, 0);
	return there;
}

/** Above the bar with the way out, 73 px high. */
const overTheBar = 568 - 73;
const many = ['fern', 'tide', 'lark', 'birch', 'dune', 'wren', 'heron', 'moss'];
const skill = () =>
	Rehearsal.opened(...many)
		.at('skill')
		.do('mara', { t: 'practise', practice: 'ground-room' });

describe('on a small phone', () => {
	it.each([
		['in the round', () => Rehearsal.opened(...many).at('sharing')],
		['while something is practised', skill]
	])('help is under the thumb from the head of the page, %s', async (_, play) => {
		const { button } = await room('tide', play());
		const help = button(say('meetings.do.help'));
		await expect.element(help).toBeVisible();
		await expect
			.poll(() => help.element().getBoundingClientRect().bottom)
			.toBeLessThanOrEqual(overTheBar);
		expect(scrollY).toBe(0);
		expect(help.element().getBoundingClientRect().top).toBeGreaterThan(0);
	});

	it('who goes somewhere begins at its head, and at the head of the circle afterwards', async () => {
		const { screen, button } = await room('tide', skill());
		await button(say('meetings.do.mine')).click();
		await button(say('meetings.do.rest')).click();
		await expect
			.element(screen.getByRole('heading', { name: say('meetings.apart.resting.heading') }))
			.toBeVisible();
		await expect.poll(() => scrollY).toBe(0);
		scrollTo(0, 300);
		await button(say('meetings.do.to_circle')).click();
		await expect.poll(() => document.activeElement?.tagName).toBe('H1');
		await expect.poll(() => scrollY).toBe(0);
	});

	it('a call that is open is gone to by the button that made it', async () => {
		const play = skill();
		const { screen, button } = await room('tide', play);
		await button(say('meetings.do.help')).click();
		await button(say('meetings.help.call', { who: 'Ines' })).click();
		await expect.poll(() => play.state.help).toHaveLength(1);
		const call = play.state.help[0]?.call ?? '';
		stage?.says({ t: 'help', call, status: 'sent', by: null });
		const sent = screen.getByText(say('meetings.help.sent', { who: 'Ines' }));
		await expect.element(sent).toBeVisible();
		scrollTo(0, 0);
		await button(say('meetings.do.help')).click();
		await expect
			.poll(() => sent.element().getBoundingClientRect().bottom)
			.toBeLessThanOrEqual(overTheBar);
		expect(document.activeElement?.contains(sent.element())).toBe(true);
	});

	it('my turn is said at the head of the page, with the way to where I write', async () => {
		const play = Rehearsal.opened(...many).at('sharing');
		const { screen, button } = await room('tide', play);
		const way = button(say('meetings.turn.to_words'));
		expect(way.elements()).toEqual([]);
		stage?.others((all) => all.do('mara', { t: 'give', to: 'tide' }));
		await expect.element(way).toBeVisible();
		expect(way.element().getBoundingClientRect().bottom).toBeLessThan(300);
		await way.click();
		const box = screen.getByLabelText(say('meetings.write.label')).element();
		await expect.poll(() => document.activeElement).toBe(box);
		expect(box.getBoundingClientRect().bottom).toBeLessThan(overTheBar - 70);
		expect(box.getBoundingClientRect().top).toBeGreaterThan(0);
	});
});
