import { describe, expect, it } from 'vitest';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { audienceOf, lobbyView, stateFor } from './views.ts';

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
