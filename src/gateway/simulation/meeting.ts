import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decide, type Command } from '#lib/meetings/commands.ts';
import { isInCircle, isInside, personIn, type Role, type RoomState } from '#lib/meetings/room.ts';
import type { Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { ensureKeyFile, openKeyRing } from '#server/keyring.ts';
import { openLog } from '#server/log.ts';
import { Browser } from './browser.ts';
import { PARTS, Process } from './gateway.ts';
import { Broken, holds, Witness } from './invariants.ts';
import { Store } from './store.ts';
import { Wire } from './wire.ts';

const START = Date.UTC(2026, 10, 24, 19, 0);
const STEP = 500;
const SECOND = 1_000;

const keyFile = join(mkdtempSync(join(tmpdir(), 'holdspace-keys-')), 'keys.json');
await ensureKeyFile(keyFile, new Date(START));
const keys = openKeyRing(keyFile);
const log = openLog({ level: 'silent', format: 'json' });

export const FACILITATORS = ['mara', 'ines'] as const;
export const MEMBERS = ['fern', 'tide', 'lark', 'dune'] as const;
export type Name = (typeof FACILITATORS)[number] | (typeof MEMBERS)[number];
const ids = new Map<Name, string>([...FACILITATORS, ...MEMBERS].map((name) => [name, newId()]));
export const idOf = (name: Name): string => ids.get(name)!;
const isFacilitator = (id: string) => FACILITATORS.some((name) => idOf(name) === id);

/** Numbers from 0 to 1 that are the same on every run with the same seed. */
function chances(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Whether everything that was queued has been done: nothing here waits for anything but its turn. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A whole meeting in one process on a clock of its own: browsers, network, gateway and store. */
export class Meeting {
	now = START;
	/** How bad the network is, from 0 to 1. */
	trouble = 0;
	readonly witness = new Witness();
	readonly store = new Store(() => this.now, this.guarded(this.witness.event));
	readonly browsers: Browser[];
	readonly members = new Map<string, Role>();
	readonly chance: () => number;
	process: Process | null;
	broken: unknown = null;
	private upAgainAt = 0;
	private backAt = 0;
	private readonly meeting = { meetingId: newId(), groupId: newId() };
	private readonly later: { at: number; work: () => void }[] = [];
	private readonly seenAt = new Map<string, number>();
	private watchedAt = START;
	private circleAt = START;
	private ledAt = START;
	private failed = 0;

	constructor(seed: number) {
		this.chance = chances(seed);
		for (const [name, id] of ids)
			this.members.set(id, isFacilitator(idOf(name)) ? 'facilitator' : 'member');
		const { meetingId } = this.meeting;
		const now = () => this.now;
		this.store.ready = { parts: [...PARTS], mayLead: new Set(FACILITATORS.map(idOf)) };
		// Fern has two tabs.
		const people = [...ids.values(), idOf('fern')];
		this.browsers = people.map((id) => new Browser(id, meetingId, now));
		this.process = this.start();
	}

	/** The first tab of somebody. */
	browser = (name: Name): Browser => this.browsers.find(({ id }) => id === idOf(name))!;

	/** What the gateway holds, or would. */
	get state(): RoomState {
		return this.process?.room?.state ?? this.store.state;
	}

	come(browser: Browser): void {
		if (browser.link === 'lost' || browser.link === 'open') return;
		browser.lost(null);
	}

	/** The connection is gone; each side notices when it does. */
	cut(browser: Browser): void {
		const { wire } = browser;
		if (!wire || wire.isCut) return;
		wire.cut();
		this.in(this.chance() * 10 * SECOND, () => wire.far.terminate());
		this.in(this.chance() * 10 * SECOND, () => browser.wire === wire && browser.lost(null));
	}

	/** All tabs of somebody go, and do not come back by themselves. */
	leaveAlone(name: Name): void {
		for (const browser of this.browsers.filter(({ id }) => id === idOf(name))) {
			browser.wire?.cut();
			browser.wire?.far.terminate();
			browser.wire = null;
			browser.link = 'away';
		}
	}

	/** The page is loaded anew. */
	reload(browser: Browser): void {
		const { wire } = browser;
		wire?.cut();
		wire?.far.terminate();
		browser.forget();
		browser.lost(null);
	}

	kill(downFor: number): void {
		const { process } = this;
		if (!process) return;
		process.die();
		this.process = null;
		this.upAgainAt = this.now + downFor;
		for (const browser of this.browsers) {
			const { wire } = browser;
			if (wire) this.in(this.chance() * SECOND, () => browser.wire === wire && browser.lost(null));
		}
	}

	async deploy(downFor: number): Promise<void> {
		const { process } = this;
		if (!process || this.store.isBusy) return;
		this.store.next = 'at once';
		await process.stop();
		this.process = null;
		this.upAgainAt = this.now + downFor;
	}

	storeAway(lasts: number): void {
		this.store.isAway = true;
		this.backAt = this.now + lasts;
	}

	/** Somebody writes who is not in the room, as a coordinator's command does; the hint may be lost. */
	writeOutside(id: string, command: Command): void {
		const decision = decide(this.store.state, id, command, this.now);
		if ('refused' in decision || decision.events.length === 0) return;
		this.guarded(() => this.store.write(this.store.state, decision.events))();
		if (this.chance() < 0.7) void this.process?.room?.catchUp().catch(() => {});
	}

	/** Lets time pass, in which everybody does what is due, but for one whom nothing reaches. */
	async wait(milliseconds: number, unreached?: Browser): Promise<void> {
		const until = this.now + milliseconds;
		while (this.now < until && !this.broken) {
			this.now = Math.min(until, this.now + STEP);
			await this.step(unreached);
		}
		if (this.broken) throw this.broken;
	}

	/** All trouble is over: everybody who is not away for good comes back and sees the same. */
	async calm(): Promise<void> {
		this.trouble = 0;
		for (const { wire } of this.browsers) if (wire) wire.trouble = 0;
		this.store.isAway = false;
		this.store.next = 'at once';
		this.upAgainAt = Math.min(this.upAgainAt, this.now);
		await this.wait(30 * SECOND);
		await this.process?.room?.catchUp();
		await this.wait(2 * SECOND);
		this.witness.acknowledged(this.browsers, this.store.events);
		const { room } = this.process ?? {};
		if (room && !room.state.ended)
			holds(6, room.state.seq === this.store.state.seq, 'the room is behind what is stored');
		this.compare();
	}

	async close(): Promise<void> {
		this.store.next = 'at once';
		await this.process?.stop();
	}

	/** Every browser that has taken in all that was sent to it. */
	compare(): void {
		const { process } = this;
		const { room } = process ?? {};
		if (!process || !room) return;
		for (const browser of this.browsers) {
			const { wire, id } = browser;
			const isCurrent = wire && !wire.isCut && wire.far.readyState === 1;
			if (!isCurrent || browser.link !== 'open' || !wire.isQuiet || !process.isConnected(id))
				continue;
			this.guarded(() => this.witness.caughtUp(browser, room.state))();
		}
	}

	/** Who is missing is counted from here: nobody could notice before. */
	private watchFromNow(): void {
		for (const id of ids.values()) this.seenAt.set(id, this.now);
		this.watchedAt = this.circleAt = this.ledAt = this.now;
	}

	private start(): Process {
		this.watchFromNow();
		const at = () => new Date(this.now);
		const ctx = { now: at, keys, actor: { kind: 'system', job: 'simulation' } } as unknown as Ctx;
		const { store, witness, meeting, members } = this;
		return new Process({ ctx, log, store, witness, meeting, members });
	}

	private in(milliseconds: number, work: () => void): void {
		this.later.push({ at: this.now + milliseconds, work });
	}

	private async step(unreached?: Browser): Promise<void> {
		for (const each of this.later.filter(({ at }) => at <= this.now)) {
			this.later.splice(this.later.indexOf(each), 1);
			each.work();
		}
		if (this.store.isAway && this.now >= this.backAt) this.store.isAway = false;
		if (!this.process && this.now >= this.upAgainAt && !this.store.isAway) {
			this.process = this.start();
			await settled();
		}
		this.reconnect();
		if (this.process?.listen()) await settled();
		if (this.now % SECOND === 0) await this.second();
		this.watch();
		for (const browser of this.browsers) if (browser !== unreached) this.receive(browser);
	}

	private reconnect(): void {
		for (const browser of this.browsers) {
			if (!browser.wantsToConnect) continue;
			if (!this.process) {
				browser.lost(null);
				continue;
			}
			const wire = new Wire(this.chance, () => this.now, this.trouble);
			this.process.receive(browser.id, wire);
			const sent = wire.onDown;
			wire.onDown = (message) => this.guarded(sent)(message);
			browser.connect(wire);
			browser.link = 'away';
		}
	}

	private receive(browser: Browser): void {
		const { wire } = browser;
		for (const came of wire?.received() ?? []) {
			if (browser.wire !== wire) return;
			if ('closed' in came) browser.lost(came.closed);
			else browser.take(came.message);
		}
		browser.tick();
	}

	private async second(): Promise<void> {
		this.store.catchUp();
		await settled();
		const ticking = this.process?.tick();
		this.store.catchUp();
		await Promise.race([ticking, settled()]);
		await settled();
	}

	/** What is due within a time, where nothing that must be stored has to wait. */
	private watch(): void {
		const { process, store, now } = this;
		const room = process?.room;
		if (!process || !room || store.isBusy) return this.watchFromNow();
		this.triedAgain();
		const { state } = room;
		const isThere = (id: string) => process.isConnected(id) && isInside(state, id);
		const facilitators = FACILITATORS.map(idOf).filter(isThere);
		if (facilitators.length > 0) this.watchedAt = now;
		const isRunning = (state.stage === 'open' || state.stage === 'running') && !state.pause;
		if (
			!isRunning ||
			!state.people.some((each) => each.role === 'member' && each.place === 'inside')
		)
			this.watchedAt = now;
		const sits = (id: string) => isInCircle(state, id);
		const isWatched = facilitators.some(sits);
		const hasMembers = state.people.some(({ id, role }) => role === 'member' && sits(id));
		if (!isRunning || !hasMembers || isWatched) this.circleAt = now;
		const isMissed = state.pause?.why === 'circle-alone' && FACILITATORS.map(idOf).some(sits);
		if (!isRunning || facilitators.length === 0 || isThere(state.lead ?? '')) this.ledAt = now;
		for (const id of ids.values()) {
			const place = personIn(state, id)?.place;
			const isShown = !state.ended && (place === 'inside' || place === 'waiting');
			if (!isShown || process.isConnected(id)) this.seenAt.set(id, now);
		}
		this.guarded(() => {
			holds(8, now - this.watchedAt <= 62 * SECOND, 'members are alone, and the room goes on');
			holds(8, now - this.circleAt <= 62 * SECOND, 'the circle is alone, and the room goes on');
			holds(8, !isMissed, 'the circle rests, and a facilitator is in it');
			holds(8, now - this.ledAt <= 12 * SECOND, 'nobody leads');
			for (const at of this.seenAt.values())
				holds(9, now - at <= 13 * SECOND, 'somebody is shown who is not there');
		})();
	}

	/** What could not be stored is tried again a second later: so much later everything is due. */
	private triedAgain(): void {
		const late = (this.store.failed - this.failed) * SECOND;
		this.failed = this.store.failed;
		if (late === 0) return;
		this.watchedAt += late;
		this.circleAt += late;
		this.ledAt += late;
		for (const [id, at] of this.seenAt) this.seenAt.set(id, at + late);
	}

	/** What is broken is told by the simulation, not swallowed by what it happened in. */
	private guarded<Given extends unknown[]>(
		work: (...given: Given) => unknown
	): (...given: Given) => void {
		return (...given) => {
			try {
				work(...given);
			} catch (error) {
				if (!(error instanceof Broken)) throw error;
				this.broken ??= error;
			}
		};
	}
}
