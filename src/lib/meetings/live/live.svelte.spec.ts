import { afterEach, describe, expect, it, vi } from 'vitest';
import { LiveMeeting } from './live.svelte.ts';
import { CLOSE } from '../protocol.ts';
import { LAST_LINES_MINUTES, REPORTED_LINES } from '../reporting.ts';
import type { ControlEvent, RoomState } from '../room.ts';
import { emptyRoom } from '../room.ts';

/** A socket that a test plays the server of. */
class PlayedSocket extends EventTarget {
	readyState = 1;
	readonly sent: { t: string; ref: number; text?: string }[] = [];
	send(data: string) {
		this.sent.push(JSON.parse(data) as { t: string; ref: number });
	}
	close() {
		this.readyState = 3;
	}
	opens() {
		this.dispatchEvent(new Event('open'));
	}
	says(message: object) {
		this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
	}
	closes(code = 1006) {
		this.readyState = 3;
		this.dispatchEvent(new CloseEvent('close', { code }));
	}
}

const room: RoomState = {
	...emptyRoom,
	stage: 'running',
	parts: [{ name: 'sharing', minutes: 35 }],
	part: 0,
	lead: 'mara',
	people: ['mara', 'fern'].map((id) => ({
		id,
		role: id === 'mara' ? 'facilitator' : 'member',
		place: 'inside',
		spot: 'circle',
		muted: false,
		admitted: true,
		since: 0
	})),
	circle: ['mara', 'fern']
};

const ended: ControlEvent = {
	...{ seq: 1, at: 9, kind: 'ended' },
	data: { why: 'closed', by: 'mara', since: 9 }
};

let open: LiveMeeting | undefined;
afterEach(() => open?.stop());

function fern() {
	const sockets: PlayedSocket[] = [];
	const live = new LiveMeeting('the-meeting', () => {
		const socket = new PlayedSocket();
		sockets.push(socket);
		return socket as unknown as WebSocket;
	});
	open = live;
	live.start();
	const last = () => sockets.at(-1) as PlayedSocket;
	const welcome = (more: object = {}) => {
		last().opens();
		last().says({
			t: 'welcome',
			v: 1,
			me: { id: 'fern', role: 'member' },
			now: Date.now(),
			epoch: 'first',
			help: null,
			place: 'inside',
			audience: 'member',
			mine: { muted: false, askedAside: false },
			room,
			people: [{ id: 'mara', alias: 'Mara', mark: 'sun-4' }],
			lines: [],
			gap: 'none',
			asides: [],
			cockpit: null,
			...more
		});
	};
	const line = (n: number, who: string, text: string, ref = 0) =>
		({ t: 'w', n, in: 'circle', who, at: 1, text, ref, tag: 'tag' }) as const;
	welcome();
	return { live, last, welcome, line, sockets };
}

describe('a meeting in a browser', () => {
	it('shows the room, and follows its events with the same rules as the server', () => {
		const { live, last } = fern();
		const given: ControlEvent = { seq: 1, at: 5, kind: 'given', data: { to: 'fern', by: 'mara' } };
		last().says({ t: 'event', e: given });
		expect(live.room).toMatchObject({ holder: 'fern', seq: 1 });
		expect(live.faces.get('mara')?.alias).toBe('Mara');
	});

	it('clears the draft only when the words have come back from the room', () => {
		const { live, last, line } = fern();
		live.draft = 'I went to the market. ';
		live.say();
		const sent = last().sent.at(-1);
		expect([live.sending, live.draft]).toEqual([true, 'I went to the market. ']);
		last().says(line(1, 'fern', 'I went to the market.', sent?.ref));
		expect([live.sending, live.draft]).toEqual([false, '']);
	});

	it('keeps the draft when it is refused, and says why', () => {
		const { live, last } = fern();
		live.draft = 'Not yet.';
		live.say();
		last().says({ t: 'refused', ref: last().sent.at(-1)?.ref, code: 'not-your-turn' });
		expect([live.draft, live.unsaid]).toEqual(['Not yet.', 'not-your-turn']);
	});

	it('keeps the draft across a lost connection, and knows when the words had arrived after all', () => {
		const { live, last, welcome, line } = fern();
		live.draft = 'On the way.';
		live.say();
		const sent = last().sent.at(-1);
		last().closes();
		expect([live.link, live.draft]).toEqual(['lost', 'On the way.']);
		live.comeBack();
		welcome({ lines: [line(1, 'fern', 'On the way.', sent?.ref)] });
		expect([live.draft, live.unsaid, live.sending]).toEqual(['', null, false]);

		live.draft = 'Lost on the way.';
		live.say();
		last().closes();
		live.comeBack();
		welcome();
		expect([live.draft, live.unsaid, live.sending]).toEqual(['Lost on the way.', 'lost', false]);
	});

	it('hears each line once, however it comes', () => {
		const { live, last, welcome, line } = fern();
		last().says(line(1, 'mara', 'One.'));
		last().closes();
		live.comeBack();
		welcome({ lines: [line(1, 'mara', 'One.'), line(2, 'mara', 'Two.')] });
		last().says(line(2, 'mara', 'Two.'));
		expect(live.lines.map((each) => each.n)).toEqual([1, 2]);
	});

	it('drops the words of before when the server began anew, and says so', () => {
		const { live, last, welcome, line } = fern();
		last().says(line(1, 'mara', 'Gone.'));
		last().closes();
		live.comeBack();
		welcome({ epoch: 'second', gap: 'restarted' });
		expect([live.lines, live.gap]).toEqual([[], 'restarted']);
	});

	it('goes on calling for help after a lost connection until it is stored', async () => {
		const { live, last, welcome } = fern();
		const calling = live.callForHelp();
		last().closes();
		await calling;
		expect([live.helpUnsent, live.help]).toEqual([true, null]);
		live.comeBack();
		welcome();
		expect(last().sent.at(-1)?.t).toBe('help');
		last().says({ t: 'help', call: 'call-1', status: 'sent', by: null });
		expect([live.helpUnsent, live.help?.status]).toEqual([false, 'sent']);
	});

	it('leaves nothing in memory when it stops', () => {
		const { live, last, line, sockets } = fern();
		last().says(line(1, 'mara', 'Something.'));
		live.draft = 'Something of mine.';
		live.stop();
		expect([live.lines, live.draft, last().readyState]).toEqual([[], '', 3]);
		expect(sockets).toHaveLength(1);
	});

	it('forgets what was said when the meeting ends', () => {
		const { live, last, line } = fern();
		last().says(line(1, 'mara', 'Something.'));
		last().says({ t: 'event', e: ended });
		expect([live.lines, live.room.ended?.why]).toEqual([[], 'closed']);
	});

	it.each(['the room says so', 'it was away then'])(
		'holds the last lines for a report for some minutes after the end, when %s',
		(how) => {
			vi.useFakeTimers();
			const { live, last, line } = fern();
			const texts = () => live.lastLines.map((each) => (each.t === 'w' ? each.text : each.t));
			for (let n = 1; n <= REPORTED_LINES + 5; n += 1) last().says(line(n, 'mara', `Line ${n}`));
			expect(texts()).toEqual([]);
			if (how === 'the room says so') last().says({ t: 'event', e: ended });
			else last().closes(CLOSE.ended);
			expect(live.lines).toEqual([]);
			expect(texts()).toEqual(Array.from({ length: REPORTED_LINES }, (_, i) => `Line ${i + 6}`));
			vi.advanceTimersByTime(LAST_LINES_MINUTES * 60_000 - 5_000);
			expect(texts()).toHaveLength(REPORTED_LINES);
			vi.advanceTimersByTime(6_000);
			expect(texts()).toEqual([]);
			vi.useRealTimers();
		}
	);

	it('lets go of the last lines when the page is left', () => {
		const { live, last, line } = fern();
		last().says(line(1, 'mara', 'Something.'));
		last().says({ t: 'event', e: ended });
		expect(live.lastLines).toHaveLength(1);
		live.stop();
		expect(live.lastLines).toEqual([]);
	});
});
