import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveLink, type Holder, type LinkState } from './live-link.ts';
import type { CloseReason, ServerMessage } from '../protocol.ts';
import { CLOSE } from '../protocol.ts';

/** A socket that a test plays the server of. */
class PlayedSocket extends EventTarget {
	static readonly OPEN = 1;
	readyState = 0;
	readonly sent: Record<string, unknown>[] = [];
	send(data: string) {
		this.sent.push(JSON.parse(data) as Record<string, unknown>);
	}
	close() {
		this.readyState = 3;
	}
	opens() {
		this.readyState = 1;
		this.dispatchEvent(new Event('open'));
	}
	says(message: object) {
		this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
	}
	closes(code = 1006) {
		this.readyState = 3;
		this.dispatchEvent(Object.assign(new Event('close'), { code }));
	}
}

function aLink() {
	const sockets: PlayedSocket[] = [];
	const states: LinkState[] = [];
	const taken: ServerMessage[] = [];
	let reason: CloseReason | null = null;
	const holder: Holder = {
		meetingId: 'the-meeting',
		cursor: () => (taken.length > 0 ? { seq: 4, words: 7, epoch: 'e' } : undefined),
		take: (message) => taken.push(message),
		changed: (state, why) => {
			states.push(state);
			reason = why;
		}
	};
	const link = new LiveLink(holder, () => {
		const socket = new PlayedSocket();
		sockets.push(socket);
		return socket as unknown as WebSocket;
	});
	const last = () => {
		const socket = sockets.at(-1);
		if (!socket) throw new Error('nothing was opened yet');
		return socket;
	};
	const comeIn = () => {
		last().opens();
		last().says({ t: 'welcome' });
	};
	link.connect();
	return { link, sockets, states, taken, last, comeIn, reason: () => reason };
}

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('WebSocket', PlayedSocket);
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

describe('a connection to a meeting', () => {
	it('says hello, and is open once it was welcomed', () => {
		const { last, states } = aLink();
		last().opens();
		expect(last().sent).toEqual([{ t: 'hello', v: 1, meeting: 'the-meeting' }]);
		expect(states).toEqual([]);
		last().says({ t: 'welcome' });
		expect(states).toEqual(['open']);
	});

	it('comes back by itself, and says how far it had got', () => {
		const { last, comeIn, sockets, states } = aLink();
		comeIn();
		last().closes();
		vi.advanceTimersByTime(200);
		expect(sockets).toHaveLength(2);
		comeIn();
		expect(last().sent[0]).toMatchObject({ cursor: { words: 7, epoch: 'e' } });
		expect(states).toEqual(['open', 'lost', 'open']);
	});

	it('tries at once when the network returns', () => {
		const { link, last, comeIn, sockets } = aLink();
		comeIn();
		link.wentOffline();
		for (let i = 0; i < 5; i += 1) {
			vi.advanceTimersByTime(1_500);
			last().closes();
		}
		const before = sockets.length;
		link.comeBack();
		expect(sockets).toHaveLength(before + 1);
	});

	it('gives up a try that hangs', () => {
		const { sockets } = aLink();
		vi.advanceTimersByTime(5_200);
		expect(sockets).toHaveLength(2);
	});

	it('is lost when the server is silent for too long', () => {
		const { link, comeIn, states } = aLink();
		comeIn();
		vi.advanceTimersByTime(26_000);
		link.checkPulse();
		expect(states).toEqual(['open', 'lost']);
	});

	it('stays closed when there is a reason to, and says which', () => {
		const { last, comeIn, sockets, states, reason } = aLink();
		comeIn();
		last().closes(CLOSE.removed);
		vi.advanceTimersByTime(60_000);
		expect(sockets).toHaveLength(1);
		expect(states).toEqual(['open', 'closed']);
		expect(reason()).toBe('removed');
	});

	it('comes back after a restart of the server', () => {
		const { last, comeIn, sockets } = aLink();
		comeIn();
		last().closes(CLOSE.restart);
		vi.advanceTimersByTime(500);
		expect(sockets.length).toBeGreaterThan(1);
	});

	it('answers what became of each request', async () => {
		const { link, last, comeIn } = aLink();
		expect(await link.ask({ t: 'pass' })).toBe('lost');
		comeIn();
		const [done, refused, cut] = [1, 2, 3].map(() => link.ask({ t: 'pass' }));
		const refs = last().sent.map((each) => each['ref'] as number);
		last().says({ t: 'ok', ref: refs[1] });
		last().says({ t: 'refused', ref: refs[2], code: 'no-round' });
		last().closes();
		expect(await Promise.all([done, refused, cut])).toEqual(['ok', 'no-round', 'lost']);
	});

	it('gives words a mark that tells nothing of what else was sent', () => {
		const { link, last, comeIn } = aLink();
		comeIn();
		const first = link.post({ t: 'words', text: 'one' })!;
		const counted = [link.post({ t: 'pass' })!, link.post({ t: 'pass' })!];
		const second = link.post({ t: 'words', text: 'two' })!;
		const third = link.post({ t: 'words', text: 'three' })!;
		expect(counted[1]! - counted[0]!).toBe(1);
		expect(
			last()
				.sent.slice(1)
				.map(({ ref }) => ref)
		).toEqual([first, ...counted, second, third]);
		for (const mark of [first, second, third]) expect(Number.isSafeInteger(mark)).toBe(true);
		expect([second - first, third - second]).not.toEqual([3, 1]);
		expect(new Set([first, second, third, ...counted]).size).toBe(5);
	});

	it('lets go at once when it is closed, and takes nothing more', () => {
		const { link, last, comeIn, taken, sockets } = aLink();
		comeIn();
		const socket = last();
		link.close();
		socket.says({ t: 'w', text: 'too late' });
		vi.advanceTimersByTime(60_000);
		expect(taken).toHaveLength(1);
		expect(sockets).toHaveLength(1);
	});
});
