import { expect, test } from 'vitest';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { changeWords } from './room-changes.ts';
import { circleList, drawn, type Shown } from './room-words.ts';
import { stateFor } from '../views.ts';

const face = (id: string) => ({ id, alias: id[0]!.toUpperCase() + id.slice(1), mark: 'leaf-1' });
const shown = (play: Rehearsal, me = 'lark'): Shown => ({
	room: stateFor('member', play.state),
	faces: new Map(play.state.people.map(({ id }) => [id, face(id)])),
	me: { id: me },
	now: play.now
});
/** What Lark is told of what was done. */
function told(play: Rehearsal, doing: () => void): string[] {
	const before = shown(play).room;
	doing();
	return changeWords(before, shown(play));
}
const sharing = () => Rehearsal.opened('fern', 'tide', 'lark').at('sharing');

test('a part, the piece, and that I am next are told once each, in this order', () => {
	const play = Rehearsal.opened('fern', 'tide', 'lark');
	expect(told(play, () => play.at('arrive'))).toEqual(['Now: Arriving.']);
	expect(told(play, () => play.at('check-in').do('mara', { t: 'give', to: 'tide' }))).toEqual([
		'Now: Check-in round.',
		'Tide has the talking piece.',
		'You are next.'
	]);
	expect(told(play, () => undefined)).toEqual([]);
});

test('where the others go is told, where I go is not', () => {
	const play = sharing();
	expect(told(play, () => play.do('fern', { t: 'go', to: 'resting' }))).toEqual([
		'Fern rests for a while.'
	]);
	expect(told(play, () => play.do('fern', { t: 'go', to: 'circle' }))).toEqual([
		'Fern is back in the circle.'
	]);
	expect(told(play, () => play.do('lark', { t: 'go', to: 'calm' }))).toEqual([]);
});

test('nobody hears that somebody was removed, only that they stepped out', () => {
	const play = sharing();
	expect(told(play, () => play.do('ines', { t: 'remove', who: 'tide' }))).toEqual([
		'Tide stepped out.'
	]);
});

test('a room that is only just shown tells nothing', () => {
	const play = sharing();
	expect(changeWords({ ...play.state, seq: 0 }, shown(play))).toEqual([]);
});

test('each way of being there has words and a shape of its own', () => {
	const play = Rehearsal.opened('fern', 'tide', 'lark', 'wren', 'dune', 'bay', 'rue').at('sharing');
	play.do('mara', { t: 'give', to: 'fern' });
	play.do('lark', { t: 'pass' }).do('wren', { t: 'go', to: 'resting' });
	play.do('dune', { t: 'go', to: 'calm' }).do('ines', { t: 'ask-aside', who: 'bay' });
	play.do('ines', { t: 'go', to: 'side' }).do('bay', { t: 'go', to: 'side' });
	play.do('rue', { t: 'leave' });
	expect(circleList(shown(play, 'tide'))).toEqual([
		...['Mara: listening', 'Fern: has the talking piece'],
		...['You: next', 'Lark: passed', 'Wren: resting', 'Dune: in the calm room'],
		...['Bay: with a facilitator', 'Rue: stepped out', 'Ines: in the side room']
	]);
	const signs = drawn(shown(play, 'tide')).flatMap(({ sign }) => sign ?? []);
	expect(new Set(signs).size).toBe(6);
	expect(
		drawn(shown(play, 'tide')).filter(({ note, sign }) => Boolean(note) !== Boolean(sign))
	).toEqual([]);
});
