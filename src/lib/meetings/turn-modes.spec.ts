import { describe, expect, it } from 'vitest';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { askingInOrder, nextTurn, stillToCome } from './turn-order.ts';
import { spokenBy, turnLeft, turnOf } from './turns.ts';

const MINUTE = 60_000;
const sharing = () => Rehearsal.opened('fern', 'tide', 'lark').at('sharing');
const given = () => sharing().do('mara', { t: 'give', to: 'fern' });

describe('a go-round', () => {
	it('comes back at its end to who asked for that', () => {
		const play = given().do('fern', { t: 'defer' });
		expect(play.state.holder).toBe('tide');
		expect(stillToCome(play.state)).toEqual(['lark', 'ines', 'fern']);
		for (const who of ['tide', 'lark', 'ines']) play.do(who, { t: 'finish' });
		expect(play.state.holder).toBe('fern');
	});

	it('lays the piece in the middle when its last one asks to be come back to', () => {
		const play = sharing().do('mara', { t: 'give', to: 'lark' });
		for (const who of ['fern', 'tide', 'ines']) play.do(who, { t: 'pass' });
		play.do('lark', { t: 'defer' });
		expect(play.state.holder).toBeNull();
		expect(play.try('lark', { t: 'take' })).toBeNull();
	});

	it('goes round in the order that the lead sets, and refuses an order of other people', () => {
		const play = sharing();
		const circle = ['mara', 'lark', 'tide', 'fern', 'ines'];
		play.do('mara', { t: 'order', circle }).do('mara', { t: 'give', to: 'lark' });
		expect(stillToCome(play.state)).toEqual(['tide', 'fern', 'ines']);
		expect(play.try('mara', { t: 'order', circle: ['mara', 'lark'] })).toBe('moved-on');
		expect(play.try('mara', { t: 'order', circle: [...circle.slice(1), 'lark'] })).toBe('moved-on');
		expect(play.try('ines', { t: 'order', circle })).toBe('not-yours-to-do');
	});

	it('can be handed by the lead to somebody out of turn', () => {
		const play = given().do('mara', { t: 'hand-on', from: 'fern', to: 'lark' });
		expect(play.state.holder).toBe('lark');
		expect(play.try('mara', { t: 'hand-on', from: 'lark', to: 'dune' })).toBe('nobody-there');
	});
});

describe('open sharing', () => {
	const open = () => given().do('mara', { t: 'mode', mode: 'open' });

	it('goes to those who ask, who has spoken less first', () => {
		const play = open().wait(3 * MINUTE);
		play.do('tide', { t: 'want-turn' }).do('fern', { t: 'finish' }).wait(MINUTE);
		expect(play.state.holder).toBe('tide');
		play.do('fern', { t: 'want-turn' }).do('lark', { t: 'want-turn' });
		expect(askingInOrder(play.state)).toEqual(['lark', 'fern']);
		expect(turnOf(play.state, 'fern')).toEqual({ is: 'after', who: 'lark', between: 1 });
		play.do('tide', { t: 'finish' });
		expect(play.state.holder).toBe('lark');
	});

	it('lays the piece down when nobody asks, and gives it to the first who does', () => {
		const play = open().do('fern', { t: 'finish' });
		expect(play.state.holder).toBeNull();
		play.do('tide', { t: 'want-turn' });
		expect(play.state.holder).toBe('tide');
		expect(turnOf(play.state, 'lark')).toEqual({ is: 'may-ask' });
	});

	it('forgets a wish that is taken back, or of who went elsewhere', () => {
		const play = open().do('tide', { t: 'want-turn' }).do('lark', { t: 'want-turn' });
		play.do('tide', { t: 'unwant-turn' }).do('lark', { t: 'go', to: 'resting' });
		expect(play.state.asking).toEqual([]);
		expect(nextTurn(play.state)).toBeNull();
	});

	it('does not begin before the lead has given the piece', () => {
		const play = sharing().do('mara', { t: 'mode', mode: 'open' }).do('tide', { t: 'want-turn' });
		expect(play.state.holder).toBeNull();
		expect(play.state.asking).toEqual(['tide']);
	});
});

describe('popcorn', () => {
	const popcorn = () => given().do('mara', { t: 'mode', mode: 'popcorn' });

	it('goes to whom the holder chooses, but not to who passed', () => {
		const play = popcorn().do('lark', { t: 'pass' });
		expect(play.try('fern', { t: 'hand-to', to: 'lark' })).toBe('nobody-there');
		expect(play.try('tide', { t: 'hand-to', to: 'fern' })).toBe('not-your-turn');
		play.do('fern', { t: 'hand-to', to: 'tide' });
		expect(play.state).toMatchObject({ holder: 'tide', done: ['fern'] });
	});

	it('lies in the middle when the holder chooses nobody', () => {
		const play = popcorn().do('fern', { t: 'finish' });
		expect(play.state.holder).toBeNull();
		play.do('lark', { t: 'take' });
		expect(play.state.holder).toBe('lark');
	});

	it('is the only way of taking turns in which a holder chooses', () => {
		expect(given().try('fern', { t: 'hand-to', to: 'tide' })).toBe('not-yours-to-do');
	});
});

describe('the time of a turn', () => {
	it('is counted when the lead wants that, and stands still while the meeting rests', () => {
		const play = given().do('mara', { t: 'time-turns', minutes: 3 }).wait(MINUTE);
		expect(turnLeft(play.state, play.now)).toBe(2 * MINUTE);
		play.do('ines', { t: 'pause' }).wait(5 * MINUTE);
		expect(turnLeft(play.state, play.now)).toBe(2 * MINUTE);
		play.do('ines', { t: 'resume' }).wait(3 * MINUTE);
		expect(turnLeft(play.state, play.now)).toBe(-MINUTE);
		expect(play.state.holder).toBe('fern');
	});

	it('is one of a few lengths', () => {
		expect(sharing().try('mara', { t: 'time-turns', minutes: 7 })).toBe('not-understood');
		expect(sharing().do('mara', { t: 'time-turns', minutes: null }).state.turnMinutes).toBeNull();
	});

	it('adds up over the meeting for each person, without what they rested', () => {
		const play = given()
			.wait(2 * MINUTE)
			.do('ines', { t: 'pause' })
			.wait(4 * MINUTE);
		play.do('ines', { t: 'resume' }).wait(MINUTE).do('fern', { t: 'finish' });
		expect(spokenBy(play.state, 'fern', play.now)).toEqual({ turns: 1, milliseconds: 3 * MINUTE });
		play.wait(MINUTE);
		expect(spokenBy(play.state, 'tide', play.now)).toEqual({ turns: 1, milliseconds: MINUTE });
		expect(spokenBy(play.state, 'lark', play.now)).toEqual({ turns: 0, milliseconds: 0 });
	});

	it('is as it was in the next part, where the way of taking turns begins anew', () => {
		const play = given().wait(MINUTE).do('mara', { t: 'mode', mode: 'popcorn' }).at('closing');
		expect(play.state).toMatchObject({ mode: 'go-round', spoken: { fern: { turns: 1 } } });
	});
});
