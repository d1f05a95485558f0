import { describe, expect, it } from 'vitest';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { wordsRefusal } from './speaking.ts';
import { stateFor } from './views.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The companion sits with Fern in the side room when the lead's connection is lost. */
const alone = () =>
	Rehearsal.opened('fern', 'tide', 'lark')
		.at('sharing')
		.do('ines', { t: 'ask-aside', who: 'fern' })
		.do('ines', { t: 'go', to: 'side' })
		.do('fern', { t: 'go', to: 'side' })
		.lose('mara');

describe('a circle with no facilitator in it', () => {
	it('rests after a minute, although one is in the side room, where they go on talking', () => {
		const play = alone().wait(59 * SECOND);
		expect(play.state).toMatchObject({ pause: null, lead: 'ines' });
		expect(play.wait(SECOND).state.pause).toMatchObject({ why: 'circle-alone' });
		expect(wordsRefusal(play.state, 'tide', 5)).toBe('resting');
		expect(wordsRefusal(play.state, 'fern', 5)).toBeNull();
	});

	it('is counted from the moment in which the connection went, not from when it was noticed', () => {
		const play = Rehearsal.opened('fern', 'tide').do('ines', { t: 'go', to: 'calm' });
		const since = play.now;
		play.wait(10 * SECOND).lose('mara', since);
		expect(play.state.circleAlone).toBe(since);
		expect(play.wait(50 * SECOND).state.pause?.why).toBe('circle-alone');
	});

	it('does not rest when the facilitator who is aside comes back to it in time', () => {
		const play = alone()
			.wait(59 * SECOND)
			.do('ines', { t: 'go', to: 'circle' });
		expect(play.wait(5 * MINUTE).state.pause).toBeNull();
	});

	it('goes on in the moment in which that facilitator comes back to it later', () => {
		const play = alone()
			.wait(3 * MINUTE)
			.do('ines', { t: 'go', to: 'circle' });
		expect(play.state).toMatchObject({ pause: null, circleAlone: null, lead: 'ines' });
		expect(play.wait(5 * MINUTE).state.pause).toBeNull();
	});

	it('goes on with the one who was lost, too, as the companion', () => {
		const play = alone()
			.wait(3 * MINUTE)
			.do('mara', { t: 'enter', role: 'facilitator' });
		expect(play.state).toMatchObject({ pause: null, lead: 'ines', companion: 'mara' });
	});

	it('does not go on by a command from the side room, by a new page there, or by a member', () => {
		const play = alone().wait(MINUTE);
		expect(play.try('ines', { t: 'resume' })).toBe('circle-alone');
		play.do('ines', { t: 'enter', role: 'facilitator' });
		play.do('fern', { t: 'go', to: 'circle' });
		expect(play.try('tide', { t: 'resume' })).toBe('not-yours-to-do');
		expect(play.state.pause?.why).toBe('circle-alone');
	});

	it('does not end the meeting while a facilitator is there; when that one goes too, the rule for none does', () => {
		const play = alone().wait(20 * MINUTE);
		expect(play.state.stage).toBe('running');
		play.lose('ines').wait(6 * MINUTE - SECOND);
		expect(play.state.stage).toBe('running');
		expect(play.wait(SECOND).state.ended?.why).toBe('facilitators-lost');
	});

	it('stays resting when a facilitator had paused it, until one is in it', () => {
		const play = alone()
			.do('ines', { t: 'pause' })
			.wait(5 * MINUTE);
		expect(play.state.pause?.why).toBe('lead');
		expect(play.try('ines', { t: 'resume' })).toBe('circle-alone');
		play.do('ines', { t: 'go', to: 'circle' }).do('ines', { t: 'resume' });
		expect(play.wait(5 * MINUTE).state.pause).toBeNull();
	});
});

describe('a circle without members', () => {
	it('need not rest, and whoever comes back to it has a minute', () => {
		const play = Rehearsal.opened('fern').do('ines', { t: 'ask-aside', who: 'fern' });
		play.do('fern', { t: 'go', to: 'side' });
		for (const who of ['ines', 'mara']) play.do(who, { t: 'go', to: 'side' });
		expect(play.wait(5 * MINUTE).state.pause).toBeNull();
		play.do('fern', { t: 'go', to: 'circle' });
		expect(play.wait(59 * SECOND).state.pause).toBeNull();
		expect(play.wait(SECOND).state.pause?.why).toBe('circle-alone');
	});
});

it('members see the same of it as everybody', () => {
	const { state } = alone().wait(MINUTE);
	expect(stateFor('member', state).pause).toEqual(state.pause);
	expect(stateFor('member', state).circleAlone).toBe(state.circleAlone);
});
