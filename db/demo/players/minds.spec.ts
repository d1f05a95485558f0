import { describe, expect, it } from 'vitest';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { sceneOf } from '../script/script.ts';
import { facilitatorMind } from './facilitator.ts';
import { memberMind } from './member.ts';
import { minute, type Mind, type Move } from './move.ts';
import { View } from './view.ts';

const scene = sceneOf('00000000-0000-7000-8000-000000000000');
const cast = new Set(['mara', 'ines', 'fern', 'tide']);

/** What `who` would do, one after the other, while nothing else changes in the room. */
function would(mind: Mind, who: string, play: Rehearsal, lines: View['inTurn'] = []): Move[] {
	const view = new View(cast);
	Object.assign(view, { me: who, place: 'inside', room: play.state, inTurn: lines, inPart: lines });
	return mind(view);
}
const lead = facilitatorMind(scene, 'lead');
const companion = facilitatorMind(scene, 'companion');
const kinds = (moves: Move[]) => moves.map(({ send }) => send.map(({ t }) => t).join('+'));
const handsOn = ({ send }: Move) => send.some(({ t }) => t === 'hand-on');

const atCheckIn = () => Rehearsal.opened('fern', 'tide', 'guest').at('check-in');

describe('the lead', () => {
	it('says a word to a visitor who is silent with the piece, and hands on only after four minutes', () => {
		const play = atCheckIn().do('mara', { t: 'give', to: 'guest' });
		const later = would(lead, 'mara', play).filter(({ key }) => !key.startsWith('lead:'));
		expect(kinds(later)).toEqual(['words', 'words+hand-on']);
		expect(later.reduce((sum, { after }) => sum + after, 0)).toBe(4 * minute);
	});

	it('begins that patience anew with each line of the visitor', () => {
		const play = atCheckIn().do('mara', { t: 'give', to: 'guest' });
		const silent = would(lead, 'mara', play).find(handsOn);
		const written = would(lead, 'mara', play, [{ t: 'w', who: 'guest', n: 1 }]).find(handsOn);
		expect(written?.key).not.toBe(silent?.key);
	});

	it('gives the piece to whoever is next, and goes on when everybody had a turn', () => {
		const play = atCheckIn();
		expect(kinds(would(lead, 'mara', play)).at(-1)).toBe('give');
		play.do('mara', { t: 'give', to: 'ines' });
		for (const who of ['ines', 'fern', 'tide', 'guest']) play.do(who, { t: 'pass' });
		expect(kinds(would(lead, 'mara', play)).at(-1)).toBe('next-part');
	});

	it('begins a round so that a visitor hears two of the others first', () => {
		const play = Rehearsal.opened('guest', 'fern', 'tide').at('check-in');
		const give = would(lead, 'mara', play).at(-1)?.send[0];
		if (give?.t !== 'give') throw new Error('the lead gives the piece to nobody');
		play.do('mara', give);
		const turns: (string | null)[] = [];
		while (play.state.holder && turns.length < 5) {
			turns.push(play.state.holder);
			play.do(play.state.holder, { t: 'pass' });
		}
		expect(turns).toEqual(['tide', 'ines', 'guest', 'fern']);
	});

	it('waits for visitors who left, then closes the meeting', () => {
		const play = atCheckIn().do('guest', { t: 'leave' });
		const moves = would(lead, 'mara', play);
		expect(kinds(moves)).toEqual(['words+end']);
		expect(moves[0]?.after).toBe(4 * minute);
	});

	it('does not open when a visitor is there to lead', () => {
		const play = new Rehearsal();
		for (const who of ['mara', 'ines']) play.do(who, { t: 'enter', role: 'facilitator' });
		play.do('guest', { t: 'enter', role: 'member' });
		expect(kinds(would(lead, 'mara', play))).toEqual(['open']);
		play.do('sam', { t: 'enter', role: 'facilitator' });
		expect(would(lead, 'mara', play)).toEqual([]);
	});
});

describe('the companion', () => {
	it('comes to a call for help before anything else', () => {
		const play = atCheckIn().do('mara', { t: 'give', to: 'ines' });
		play.do('guest', { t: 'help', call: 'a', about: null });
		expect(kinds(would(companion, 'ines', play))[0]).toBe('take-help');
		play.do('ines', { t: 'take-help', call: 'a' });
		expect(kinds(would(companion, 'ines', play))[0]).toBe('aside');
	});

	it('tells a visitor who leads what comes, and the other does not say it again', () => {
		const play = atCheckIn().do('sam', { t: 'enter', role: 'facilitator' });
		play.do('sam', { t: 'swap', lead: 'sam' });
		const other = play.state.companion === 'mara' ? 'ines' : 'mara';
		const mind = { mara: lead, ines: companion };
		const said = (who: 'mara' | 'ines') => kinds(would(mind[who], who, play)).includes('line');
		expect(said(other === 'mara' ? 'ines' : 'mara')).toBe(true);
		expect(said(other)).toBe(false);
	});

	it('leads on when the lead is lost', () => {
		const play = atCheckIn().lose('mara').wait(minute);
		expect(kinds(would(companion, 'ines', play)).at(-1)).toBe('give');
	});
});

describe('a member', () => {
	it('speaks and lays the piece down on their turn, or passes, and is silent otherwise', () => {
		const speaker = memberMind({ 'check-in': 'A calm week.' }, 1);
		const listener = memberMind({}, 1);
		const play = atCheckIn();
		expect(kinds(would(speaker, 'fern', play))).toEqual(['rating']);
		play.do('mara', { t: 'give', to: 'fern' });
		expect(kinds(would(speaker, 'fern', play))).toEqual(['rating', 'words', 'finish']);
		expect(kinds(would(listener, 'fern', play))).toEqual(['rating', 'pass']);
	});

	it('does nothing while the meeting rests', () => {
		const play = atCheckIn().do('mara', { t: 'give', to: 'fern' }).do('mara', { t: 'pause' });
		expect(would(memberMind({ 'check-in': 'A calm week.' }, 1), 'fern', play)).toEqual([]);
	});
});
