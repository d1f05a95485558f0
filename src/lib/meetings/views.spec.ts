import { describe, expect, it } from 'vitest';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { reduce } from './room.ts';
import { audienceOf, eventFor, lobbyView, manyTold, stateFor } from './views.ts';

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

describe('the events a member gets', () => {
	it('are numbered without gaps, whatever happens that members do not learn of', () => {
		const play = Rehearsal.opened('fern', 'tide');
		let seen = stateFor('member', play.state);
		const from = { before: play.state, count: play.events.length };
		play.do('fern', { t: 'help', call: 'a', about: null }).do('mara', { t: 'next-part', from: -1 });
		play.do('ines', { t: 'take-help', call: 'a' }).do('lark', { t: 'enter', role: 'member' });
		play.do('tide', { t: 'go', to: 'resting' }).do('ines', { t: 'remove', who: 'tide' });
		let before = from.before;
		for (const event of play.events.slice(from.count)) {
			const told = eventFor('member', before, event);
			if (told) {
				expect(told.seq).toBe(seen.seq + 1);
				seen = reduce(seen, told);
			}
			before = reduce(before, event);
		}
		expect(play.events.length - from.count).toBeGreaterThan(
			seen.seq - stateFor('member', from.before).seq
		);
		expect(seen).toEqual(stateFor('member', play.state));
	});

	it('say nothing when somebody who is away already is removed, or comes back under another name', () => {
		const play = Rehearsal.opened('fern', 'tide');
		play.do('tide', { t: 'leave' }).wait(5_000);
		const before = play.state;
		const seen = stateFor('member', before);
		play.exclude('tide');
		expect(play.state.people.find(({ id }) => id === 'tide')?.place).toBe('removed');
		expect(play.events.slice(before.seq).map((event) => eventFor('member', before, event))).toEqual(
			[null]
		);
		expect(stateFor('member', play.state)).toEqual(seen);
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
