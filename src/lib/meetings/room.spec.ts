import { describe, expect, it } from 'vitest';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { MAX_EXTENSION, MAX_MEMBERS, NEWCOMERS_UNTIL } from './limits.ts';
import { isInside, reduceAll } from './room.ts';
import { nextTurn } from './turn-order.ts';
import { formFor } from '#lib/groups/groups.ts';
import { wordsRefusal } from './speaking.ts';

const MINUTE = 60_000;
const member = { t: 'enter', role: 'member' } as const;

describe('opening the room', () => {
	it('needs two facilitators inside', () => {
		const play = new Rehearsal().do('mara', { t: 'enter', role: 'facilitator' });
		const open = { t: 'open', parts: [...formFor(60)] } as const;
		expect(play.try('mara', open)).toBe('two-facilitators');
		play.do('ines', { t: 'enter', role: 'facilitator' });
		expect(play.try('mara', open)).toBeNull();
		expect(play.state).toMatchObject({ stage: 'open', lead: 'mara', companion: 'ines' });
		expect(play.try('ines', open)).toBe('already-open');
	});

	it('is not for members', () => {
		const play = Rehearsal.opened('fern');
		expect(play.try('fern', { t: 'next-part', from: -1 })).toBe('not-yours-to-do');
	});

	it('ends an hour later if nothing began', () => {
		expect(Rehearsal.opened('fern').wait(60 * MINUTE).state.ended?.why).toBe('not-begun');
	});
});

describe('the door', () => {
	it('keeps people in the lobby until a facilitator lets them in', () => {
		const play = Rehearsal.opened().do('fern', member);
		expect(isInside(play.state, 'fern')).toBe(false);
		expect(wordsRefusal(play.state, 'fern', 5)).toBe('not-inside');
		play.do('mara', { t: 'admit', who: 'fern' });
		expect(isInside(play.state, 'fern')).toBe(true);
	});

	it('lets nobody in before the room is open', () => {
		const play = new Rehearsal().do('mara', { t: 'enter', role: 'facilitator' }).do('fern', member);
		expect(play.try('mara', { t: 'admit', who: 'fern' })).toBe('not-open');
	});

	it('is closed to newcomers after minute 20, not to those who were in', () => {
		const play = Rehearsal.opened('fern')
			.at('arrive')
			.do('tide', member)
			.do('fern', { t: 'leave' });
		play.wait(NEWCOMERS_UNTIL + 1_000);
		expect(play.try('lark', member)).toBe('door-closed');
		expect(play.try('mara', { t: 'admit', who: 'tide' })).toBe('door-closed');
		expect(play.try('fern', member)).toBeNull();
		expect(isInside(play.state, 'fern')).toBe(true);
	});

	it('has twelve seats besides the facilitators’, and keeps the seat of who stepped out', () => {
		const names = Array.from({ length: MAX_MEMBERS }, (_, i) => `member-${i}`);
		const play = Rehearsal.opened(...names).lose('member-3');
		expect(play.try('late', member)).toBe('full');
		play.do('member-3', member);
		expect(isInside(play.state, 'member-3')).toBe(true);
	});

	it('can be locked, and opened again', () => {
		const play = Rehearsal.opened('fern').do('ines', { t: 'lock', locked: true });
		expect(play.try('tide', member)).toBe('door-closed');
		play.do('ines', { t: 'lock', locked: false }).do('tide', member);
	});

	it('does not let a removed person return today', () => {
		const play = Rehearsal.opened('fern').do('ines', { t: 'remove', who: 'fern' });
		expect(play.try('fern', member)).toBe('removed-today');
		expect(play.try('mara', { t: 'admit', who: 'fern' })).toBe('nobody-there');
	});

	it('does not let a facilitator remove the other', () => {
		expect(Rehearsal.opened().try('ines', { t: 'remove', who: 'mara' })).toBe('not-yours-to-do');
	});
});

describe('the parts', () => {
	it('go forward one at a time, and two presses at once move only once', () => {
		const play = Rehearsal.opened('fern').do('mara', { t: 'next-part', from: -1 });
		expect(play.try('mara', { t: 'next-part', from: -1 })).toBe('moved-on');
		expect(play.state.part).toBe(0);
	});

	it('can be made longer by the lead, within reason', () => {
		const play = Rehearsal.opened('fern').at('sharing');
		const before = play.state.partEndsAt ?? 0;
		let presses = 0;
		while (play.try('mara', { t: 'extend', part: play.state.part }) === null) presses += 1;
		expect(presses * 2 * MINUTE).toBe(MAX_EXTENSION);
		expect((play.state.partEndsAt ?? 0) - before).toBe(MAX_EXTENSION);
	});

	it('keep their length across a pause', () => {
		const play = Rehearsal.opened('fern').at('sharing').wait(MINUTE);
		const before = play.state.partEndsAt ?? 0;
		play
			.do('ines', { t: 'pause' })
			.wait(3 * MINUTE)
			.do('ines', { t: 'resume' });
		expect((play.state.partEndsAt ?? 0) - before).toBe(3 * MINUTE);
	});

	it('end with the meeting, at most fifteen minutes late', () => {
		const play = Rehearsal.opened('fern')
			.at('arrive')
			.wait(104 * MINUTE);
		expect(play.state.stage).toBe('running');
		expect(play.wait(MINUTE).state.ended?.why).toBe('time');
		expect(play.try('fern', { t: 'pass' })).toBe('ended');
	});
});

describe('the talking piece', () => {
	const sharing = () => Rehearsal.opened('fern', 'tide', 'lark').at('sharing');

	it('goes round the circle, leaving out the lead', () => {
		const play = sharing().do('mara', { t: 'give', to: 'fern' }).do('fern', { t: 'finish' });
		expect(play.state.holder).toBe('tide');
		play.do('tide', { t: 'finish' }).do('lark', { t: 'finish' });
		expect(play.state.holder).toBe('ines');
		play.do('ines', { t: 'finish' });
		expect(play.state.holder).toBeNull();
	});

	it('lets only its holder and the facilitators write', () => {
		const play = sharing().do('mara', { t: 'give', to: 'fern' });
		expect(wordsRefusal(play.state, 'fern', 20)).toBeNull();
		expect(wordsRefusal(play.state, 'mara', 20)).toBeNull();
		expect(wordsRefusal(play.state, 'tide', 20)).toBe('not-your-turn');
	});

	it('goes past who passed, who may still change their mind', () => {
		const play = sharing().do('tide', { t: 'pass' }).do('mara', { t: 'give', to: 'fern' });
		expect(nextTurn(play.state)).toBe('lark');
		play.do('tide', { t: 'want-turn' }).do('fern', { t: 'finish' });
		expect(play.state.holder).toBe('tide');
	});

	it('moves on when its holder passes, and passing keeps the place in the circle', () => {
		const play = sharing().do('mara', { t: 'give', to: 'fern' }).do('fern', { t: 'pass' });
		expect(play.state.holder).toBe('tide');
		expect(play.state.circle).toContain('fern');
		expect(play.state.done).not.toContain('fern');
	});

	it('rests in the middle after the round, where anyone may take it', () => {
		const play = sharing().do('mara', { t: 'give', to: 'lark' });
		expect(play.try('fern', { t: 'take' })).toBe('piece-held');
		for (const who of ['lark', 'ines', 'fern', 'tide']) play.do(who, { t: 'finish' });
		play.do('fern', { t: 'take' });
		expect(play.state.holder).toBe('fern');
	});

	it('is first given by the lead', () => {
		expect(sharing().try('fern', { t: 'take' })).toBe('not-your-turn');
	});

	it('is handed on by the lead, once', () => {
		const play = sharing().do('mara', { t: 'give', to: 'fern' });
		play.do('mara', { t: 'hand-on', from: 'fern' });
		expect(play.state.holder).toBe('tide');
		expect(play.try('mara', { t: 'hand-on', from: 'fern' })).toBe('moved-on');
	});

	it('goes on when its holder is gone, and comes to them after they are back', () => {
		const play = sharing().do('mara', { t: 'give', to: 'fern' }).lose('fern');
		expect(play.state.holder).toBe('tide');
		play.do('fern', member);
		for (const who of ['tide', 'lark', 'ines']) play.do(who, { t: 'finish' });
		expect(play.state.holder).toBe('fern');
	});

	it('does not exist outside of a round', () => {
		const play = Rehearsal.opened('fern').at('opening');
		expect(play.try('mara', { t: 'give', to: 'fern' })).toBe('no-round');
		expect(wordsRefusal(play.state, 'fern', 5)).toBe('listening');
	});

	it('counts the time of who held it, without the pauses', () => {
		const play = sharing()
			.do('mara', { t: 'give', to: 'fern' })
			.wait(2 * MINUTE);
		play
			.do('ines', { t: 'pause' })
			.wait(5 * MINUTE)
			.do('ines', { t: 'resume' })
			.wait(MINUTE);
		play.do('fern', { t: 'finish' });
		expect(play.state.spoken).toEqual({ fern: { turns: 1, milliseconds: 3 * MINUTE } });
	});
});

describe('a call for help', () => {
	it('goes to the companion, and to the lead when it was not taken within a minute', () => {
		const play = Rehearsal.opened('fern').do('fern', { t: 'help', call: 'call-1', about: null });
		expect(play.state.help).toMatchObject([{ who: 'fern', told: false }]);
		expect(play.wait(59_000).state.help).toMatchObject([{ told: false }]);
		expect(play.wait(1_000).state.help).toMatchObject([{ told: true }]);
	});

	it('goes to the lead at once when the companion is not there', () => {
		const play = Rehearsal.opened('fern')
			.lose('ines')
			.do('fern', { t: 'help', call: 'call-1', about: null });
		expect(play.state.help).toMatchObject([{ told: true }]);
	});

	it('is one call however often it is pressed', () => {
		const play = Rehearsal.opened('fern').do('fern', { t: 'help', call: 'call-1', about: null });
		play.do('fern', { t: 'help', call: 'call-2', about: null });
		expect(play.state.help).toHaveLength(1);
	});

	it('can be made from the lobby and while the meeting rests', () => {
		const play = Rehearsal.opened('fern').do('mara', { t: 'pause' }).do('tide', member);
		play
			.do('fern', { t: 'help', call: 'a', about: null })
			.do('tide', { t: 'help', call: 'b', about: null });
		expect(play.state.help).toHaveLength(2);
	});

	it('is taken by one facilitator', () => {
		const play = Rehearsal.opened('fern').do('fern', { t: 'help', call: 'a', about: null });
		expect(play.try('fern', { t: 'take-help', call: 'a' })).toBe('not-yours-to-do');
		play.do('ines', { t: 'take-help', call: 'a' });
		expect(play.try('mara', { t: 'take-help', call: 'a' })).toBe('no-such-call');
		play.do('ines', { t: 'settle-help', call: 'a' });
		expect(play.state.help).toEqual([]);
	});
});

describe('when facilitators are lost', () => {
	it('the companion leads after ten seconds, and the lead comes back as companion', () => {
		const play = Rehearsal.opened('fern').at('sharing').lose('mara').wait(9_000);
		expect(play.state.lead).toBe('mara');
		expect(play.wait(1_000).state).toMatchObject({ lead: 'ines', companion: 'mara', pause: null });
		play.do('mara', { t: 'enter', role: 'facilitator' });
		expect(play.state.lead).toBe('ines');
	});

	it('the meeting rests when both are gone for a minute, and goes on with the first one back', () => {
		const play = Rehearsal.opened('fern').at('sharing').lose('mara').lose('ines').wait(MINUTE);
		expect(play.state.pause?.why).toBe('facilitators-lost');
		expect(wordsRefusal(play.state, 'fern', 5)).toBe('resting');
		play.do('ines', { t: 'enter', role: 'facilitator' });
		expect(play.state).toMatchObject({ pause: null, lead: 'ines', companion: 'mara' });
	});

	it('the meeting ends after five more minutes, at the time it was left alone', () => {
		const play = Rehearsal.opened('fern').at('sharing').lose('mara').wait(5_000).lose('ines');
		const alone = play.now;
		expect(play.wait(6 * MINUTE - 1_000).state.stage).toBe('running');
		expect(play.wait(1_000).state.ended).toEqual({ why: 'facilitators-lost', at: alone });
	});

	it('a lead whose membership ended is followed at once', () => {
		const play = Rehearsal.opened('fern').exclude('mara').wait(1_000);
		expect(play.state).toMatchObject({ lead: 'ines', companion: null });
	});
});

describe('the state', () => {
	it('is the same when an event arrives twice', () => {
		const play = Rehearsal.opened('fern').at('sharing').do('mara', { t: 'give', to: 'fern' });
		const twice = play.events.flatMap((event) => [event, event]);
		expect(reduceAll(twice)).toEqual(play.state);
	});
});
