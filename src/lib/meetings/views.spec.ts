import { describe, expect, it } from 'vitest';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { audienceOf, lobbyView, manyTold, stateFor } from './views.ts';

describe('what a member sees', () => {
	it('holds no help call, nobody at the door and nobody removed', () => {
		const play = Rehearsal.opened('fern', 'tide').at('arrive');
		play
			.do('lark', { t: 'enter', role: 'member' })
			.do('fern', { t: 'help', call: 'a', about: null });
		play.do('ines', { t: 'remove', who: 'tide' });
		const seen = stateFor('member', play.state);
		expect(seen.help).toEqual([]);
		expect(seen.people.map((each) => each.id)).not.toContain('lark');
		expect(seen.people.find((each) => each.id === 'tide')?.place).toBe('away');
	});
});

describe('what the lead sees', () => {
	it('holds a help call once the companion has come, or has not in time', () => {
		const play = Rehearsal.opened('fern', 'tide').do('fern', { t: 'help', call: 'a', about: null });
		expect(stateFor('lead', play.state).help).toEqual([]);
		expect(stateFor('companion', play.state).help).toHaveLength(1);
		play.do('ines', { t: 'take-help', call: 'a' });
		expect(stateFor('lead', play.state).help).toHaveLength(1);
	});
});

describe('what the lobby shows', () => {
	it('is whether the room is open, not who is inside', () => {
		const play = Rehearsal.opened('fern');
		expect(lobbyView(play.state)).toEqual({ stage: 'open', resting: false });
	});
});

describe('how many did what nobody is to be known by', () => {
	it.each([
		[3, 6, 3],
		[8, 12, 8],
		[9, 12, 9],
		[2, 12, null],
		[0, 12, null],
		[12, 12, null],
		[10, 12, null],
		[3, 5, null],
		[4, 3, null]
	])('%i of %i is told as %s', (did, circle, told) => expect(manyTold(did, circle)).toBe(told));
});

describe('the audience', () => {
	it('follows the lead', () => {
		const play = Rehearsal.opened('fern');
		expect(['mara', 'ines', 'fern'].map((id) => audienceOf(play.state, id))).toEqual([
			'lead',
			'companion',
			'member'
		]);
		play.lose('mara').wait(60_000);
		expect(audienceOf(play.state, 'ines')).toBe('lead');
	});
});
