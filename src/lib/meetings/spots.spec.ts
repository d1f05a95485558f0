import { describe, expect, it } from 'vitest';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { personIn } from './room.ts';
import { earshotOf, responseRefusal, wordsRefusal } from './speaking.ts';
import { eventFor, mineIn, stateFor } from './views.ts';

const sharing = () => Rehearsal.opened('fern', 'tide', 'lark').at('sharing');
const spotOf = (play: Rehearsal, who: string) => personIn(play.state, who)?.spot;

describe('stepping out to rest', () => {
	it('gives the piece on, is never waited for, and keeps the seat', () => {
		const play = sharing().do('mara', { t: 'give', to: 'fern' });
		play.do('fern', { t: 'go', to: 'resting' });
		expect(play.state).toMatchObject({ holder: 'tide' });
		expect(play.state.circle).toContain('fern');
		expect(play.try('mara', { t: 'hand-on', from: 'tide', to: 'fern' })).toBe('nobody-there');
		expect(play.try('fern', { t: 'take' })).toBe('not-in-circle');
		expect(wordsRefusal(play.state, 'fern', 5)).toBe('not-in-circle');
		play.do('fern', { t: 'go', to: 'circle' });
		expect(play.try('fern', { t: 'want-turn' })).toBeNull();
	});

	it('takes nothing away from calling for help', () => {
		const play = sharing().do('fern', { t: 'go', to: 'resting' });
		play.do('fern', { t: 'help', call: 'a', about: 'not-safe' });
		expect(play.state.help[0]).toMatchObject({ who: 'fern', about: 'not-safe' });
	});
});

describe('the side room', () => {
	it('is for those who were asked, and the facilitators', () => {
		const play = sharing();
		expect(play.try('fern', { t: 'go', to: 'side' })).toBe('not-asked-aside');
		play.do('ines', { t: 'ask-aside', who: 'fern' }).do('ines', { t: 'go', to: 'side' });
		expect(mineIn(play.state, 'fern').askedAside).toBe(true);
		play.do('fern', { t: 'go', to: 'side' });
		expect(spotOf(play, 'fern')).toBe('side');
		expect(mineIn(play.state, 'fern').askedAside).toBe(false);
		expect(play.try('tide', { t: 'ask-aside', who: 'lark' })).toBe('not-yours-to-do');
	});

	it('is open to whose call a facilitator took, while that facilitator is there', () => {
		const play = sharing().do('fern', { t: 'help', call: 'a', about: null });
		expect(play.try('fern', { t: 'go', to: 'side' })).toBe('not-asked-aside');
		play.do('ines', { t: 'take-help', call: 'a' });
		expect(play.try('fern', { t: 'go', to: 'side' })).toBe('not-asked-aside');
		play.do('ines', { t: 'go', to: 'side' }).do('fern', { t: 'go', to: 'side' });
		expect(earshotOf(play.state, 'fern')).toBe('side');
	});

	it('is silent when no facilitator is there', () => {
		const play = sharing().do('ines', { t: 'ask-aside', who: 'fern' });
		play.do('fern', { t: 'go', to: 'side' });
		expect(wordsRefusal(play.state, 'fern', 5)).toBe('not-watched');
		play.do('ines', { t: 'go', to: 'side' });
		expect(wordsRefusal(play.state, 'fern', 5)).toBeNull();
	});

	it('leaves no circle without a facilitator', () => {
		const play = sharing().do('ines', { t: 'go', to: 'side' });
		expect(play.try('mara', { t: 'go', to: 'side' })).toBe('one-stays');
		expect(play.try('mara', { t: 'go', to: 'resting' })).toBe('one-stays');
		play.do('ines', { t: 'go', to: 'circle' }).do('mara', { t: 'go', to: 'side' });
		expect(spotOf(play, 'mara')).toBe('side');
	});

	it('lets everybody there speak, whoever holds the piece, also while the meeting rests', () => {
		const play = sharing().do('ines', { t: 'ask-aside', who: 'fern' });
		play.do('ines', { t: 'go', to: 'side' }).do('fern', { t: 'go', to: 'side' });
		play.do('mara', { t: 'pause' });
		expect(wordsRefusal(play.state, 'fern', 900)).toBeNull();
		expect(wordsRefusal(play.state, 'tide', 5)).toBe('resting');
	});
});

describe('the calm room', () => {
	it('is open to all, for a few words while a facilitator is there', () => {
		const play = sharing().do('tide', { t: 'go', to: 'calm' });
		expect(wordsRefusal(play.state, 'tide', 300)).toBe('not-watched');
		play.do('ines', { t: 'go', to: 'calm' });
		expect(wordsRefusal(play.state, 'tide', 300)).toBeNull();
		expect(wordsRefusal(play.state, 'tide', 900)).toBe('too-long');
		expect(responseRefusal(play.state, 'tide')).toBeNull();
	});

	it('is left when the connection goes: who comes back is in the circle', () => {
		const play = sharing().do('tide', { t: 'go', to: 'calm' }).lose('tide');
		play.do('tide', { t: 'enter', role: 'member' });
		expect(spotOf(play, 'tide')).toBe('circle');
	});
});

describe('a person whose words are kept back', () => {
	it('may not write, may call for help, and stays so after coming back', () => {
		const play = sharing().do('mara', { t: 'give', to: 'fern' });
		play.do('ines', { t: 'mute', who: 'fern', muted: true });
		expect(wordsRefusal(play.state, 'fern', 5)).toBe('muted');
		play.lose('fern').do('fern', { t: 'enter', role: 'member' });
		expect(wordsRefusal(play.state, 'fern', 5)).toBe('muted');
		expect(play.try('fern', { t: 'help', call: 'a', about: null })).toBeNull();
		play.do('ines', { t: 'mute', who: 'fern', muted: false });
		expect(mineIn(play.state, 'fern').muted).toBe(false);
	});

	it('is told to nobody else, and no facilitator can be muted', () => {
		const play = sharing().do('ines', { t: 'mute', who: 'fern', muted: true });
		const event = play.events.at(-1)!;
		expect(eventFor('member', play.state, event)).toBeNull();
		expect(personIn(stateFor('member', play.state), 'fern')?.muted).toBe(false);
		expect(play.try('mara', { t: 'mute', who: 'ines', muted: true })).toBe('not-yours-to-do');
		expect(play.try('fern', { t: 'mute', who: 'tide', muted: true })).toBe('not-yours-to-do');
	});
});
