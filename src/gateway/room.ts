import { calledOff, due, excluded, halted, lost } from '#lib/meetings/clock.ts';
import { decide, type Command, type Decision } from '#lib/meetings/commands.ts';
import { STEPPED_OUT_AFTER } from '#lib/meetings/limits.ts';
import type { Cursor, Face } from '#lib/meetings/protocol.ts';
import type { ControlEvent, RoomState } from '#lib/meetings/room.ts';
import type { Refusal } from '#lib/meetings/refusals.ts';
import { personIn, reduce, reduceAll } from '#lib/meetings/room.ts';
import { RESPONSES, type Earshot, type ResponseKind } from '#lib/meetings/speaking.ts';
import type { Part } from '#lib/groups/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { lobbyView, mineIn } from '#lib/meetings/views.ts';
import type { Ctx } from '#server/ctx.ts';
import { contained } from '#server/contained.ts';
import { AppError } from '#server/errors.ts';
import type { Log } from '#server/log.ts';
import { Allowances } from './allowances.ts';
import { around, CallingOut, type Around, type Kept } from './around.ts';
import { shownTo, Telling, welcome } from './audiences.ts';
import type { Connection, Guest } from './connection.ts';
import { Deeds } from './deeds.ts';
import { Practising } from './practising.ts';
import { Talk } from './talk.ts';

/** A room stays this long after its end, so that people can say how they leave. */
const STAYS_AFTER_END = 2 * 60_000;

/**
 * One meeting's room, held by this process. Control events are stored before anyone is told of them, one
 * decision at a time; words pass straight through and are kept only in memory.
 */
export class Room {
	readonly meetingId: string;
	readonly groupId: string;
	readonly talk: Talk;
	state: RoomState;
	private readonly ctx: Ctx;
	private readonly log: Log;
	private readonly kept: Kept;
	private readonly callingOut: CallingOut;
	private parts: readonly Part[] = [];
	private responses: readonly ResponseKind[] = RESPONSES;
	private nobodyOnCall = true;
	private readonly faces = new Map<string, Face>();
	private readonly connections = new Map<string, Connection>();
	private readonly deeds = new Deeds();
	private readonly practising = new Practising();
	private readonly allowances = new Allowances();
	private readonly lostSince = new Map<string, number>();
	private inside: Connection[] = [];
	private earshot: Record<Earshot, Connection[]> = { circle: [], side: [], calm: [] };
	private queue: Promise<unknown> = Promise.resolve();
	private ticking = false;
	private emptySince: number;
	private endedAt: number | null = null;
	/** What is in memory may no longer be what is stored: to be dropped, and opened again from there. */
	private broken = false;

	private constructor(
		ctx: Ctx,
		log: Log,
		meeting: { meetingId: string; groupId: string },
		given: Around,
		events: ControlEvent[]
	) {
		this.ctx = ctx;
		this.log = log;
		this.kept = given.kept;
		this.callingOut = new CallingOut(given, meeting, log, (decideOn) =>
			this.inTurn(() => this.follow(decideOn))
		);
		this.meetingId = meeting.meetingId;
		this.groupId = meeting.groupId;
		this.talk = new Talk(meetings.tagger(ctx.keys, meeting.meetingId));
		this.state = reduceAll(events);
		this.emptySince = this.now();
		for (const { id, place } of this.state.people) {
			if (place === 'inside' || place === 'waiting') this.lostSince.set(id, this.now());
		}
	}

	/** Opens the room as its control events tell it: a new one, or one that another process had. */
	static async resume(
		ctx: Ctx,
		log: Log,
		meeting: { meetingId: string; groupId: string },
		given: Partial<Around> = {}
	): Promise<Room> {
		const all = around(given);
		const { kept } = all;
		const events = await kept.readControl(ctx, meeting.meetingId);
		const room = new Room(ctx, log, meeting, all, events);
		const known = room.state.people.map((each) => each.id);
		for (const face of await kept.faces(ctx, known)) room.faces.set(face.id, face);
		return room;
	}

	/** Everyone who is connected and let in. Made anew when it changes, so it can be read while sending. */
	get present(): readonly Connection[] {
		return this.inside;
	}

	/** Those of them who hear what is said in a place. Who rests is not disturbed, and loses nothing. */
	within = (place: Earshot): readonly Connection[] => this.earshot[place];

	connectionOf = (id: string): Connection | undefined => this.connections.get(id);
	guests = (): Connection[] => [...this.connections.values()];

	/** Nobody needs this room in memory any more. */
	get isIdle(): boolean {
		if (this.broken) return true;
		const { stage } = this.state;
		const isCalled = this.state.help.some((call) => call.takenBy === null && call.onCall === null);
		const needed = stage === 'open' || stage === 'running' || this.lostSince.size > 0 || isCalled;
		if (needed || this.connections.size > 0) return false;
		return stage === 'ended' || this.now() - this.emptySince > STAYS_AFTER_END;
	}

	/** Lets somebody in, or back, on `connection`. Answers the refusal, or null. */
	enter(
		connection: Connection,
		guest: Guest,
		entrance: {
			face: Face;
			parts: readonly Part[];
			responses: readonly ResponseKind[];
			/** Other memberships of the same account in this group, newest first. */
			earlier?: readonly string[];
			/** Asked when a facilitator comes in. */
			nobodyOnCall?: boolean;
		},
		cursor: Cursor | undefined
	) {
		const allowance = this.allowances.arrive(guest.id, connection.limits, this.now());
		if (!allowance) return Promise.resolve('too-often' as const);
		return this.inTurn(async () => {
			this.faces.set(guest.id, entrance.face);
			if (this.state.stage === 'before') this.parts = entrance.parts;
			this.responses = entrance.responses;
			this.nobodyOnCall = entrance.nobodyOnCall ?? this.nobodyOnCall;
			const { earlier = [] } = entrance;
			// Before anything is decided on: nobody is in the room twice, not even for a moment.
			for (const id of earlier) await this.follow((state) => excluded(state, id));
			const decision = await this.follow((state, now) =>
				this.decideOn(state, guest.id, { t: 'enter', role: guest.role, earlier }, now)
			);
			if ('refused' in decision) return decision.refused;
			connection.guest = guest;
			connection.allowance = allowance;
			this.connections.get(guest.id)?.close('elsewhere');
			this.connections.set(guest.id, connection);
			this.lostSince.delete(guest.id);
			this.seat(connection, cursor);
			return null;
		});
	}

	/** Does what somebody on a connection asks for. Answers the refusal, or null when it was done. */
	command(me: string, command: Command) {
		return this.inTurn(async () => {
			if (command.t === 'open' && !(await this.isReady())) return 'two-facilitators';
			const full = command.t === 'open' ? { ...command, parts: [...this.parts] } : command;
			const decision = await this.follow((state, now) => this.decideOn(state, me, full, now));
			return 'refused' in decision ? decision.refused : null;
		});
	}

	private decideOn(state: RoomState, me: string, command: Command, now: number): Decision {
		return this.deeds.bounded(state, me, { command, now }, decide(state, me, command, now));
	}

	/**
	 * As the tables say in this very moment: everybody who is in to lead may do so today, and this is how the
	 * meeting goes. Both may have changed since they came in.
	 */
	private async isReady(): Promise<boolean> {
		if (this.state.stage !== 'before') return true;
		const { parts, mayLead } = await this.kept.readyToOpen(this.ctx, this.meetingId);
		this.parts = parts;
		return this.state.people.every(
			({ id, role, place }) => role !== 'facilitator' || place !== 'inside' || mayLead.has(id)
		);
	}

	/** A member practised along. */
	countPractised = (who: string): Refusal | null => this.practising.add(this.state, who);
	practised = (): number => this.practising.many(this.state);

	/** Nobody is in this meeting's group any more who was: see `excluded`. */
	exclude = (who: string) => this.inTurn(() => this.follow((state) => excluded(state, who)));

	/** The meeting was called off: whoever is here is told so and goes. */
	callOff = () =>
		this.inTurn(async () => {
			if (this.state.stage === 'before') for (const each of this.guests()) each.close('called-off');
			return this.follow((state, now) => calledOff(state, now));
		});

	/** The server stops: everything rests until it is back. */
	halt = () => this.inTurn(() => this.follow((state) => halted(state, 'server-stop')));

	/** Somebody else wrote to this meeting, such as a coordinator's command: follow it. */
	catchUp = () => this.inTurn(() => this.readOn());

	gone(connection: Connection): void {
		const id = connection.guest?.id;
		if (id === undefined || this.connections.get(id) !== connection) return;
		this.connections.delete(id);
		this.emptySince = this.now();
		this.countInside();
		if (shownTo(this.state, id)) this.lostSince.set(id, this.now());
	}

	/** Lets time pass. Called every second. */
	async tick(): Promise<void> {
		if (this.ticking) return;
		this.ticking = true;
		try {
			this.noticeLost();
			for (const [who, since] of this.lostSince) {
				if (this.now() - since < STEPPED_OUT_AFTER) continue;
				// Who came back while this waited for its turn is not lost.
				const isStill = () => this.lostSince.get(who) === since;
				await this.inTurn(() =>
					this.follow((state) => (isStill() ? lost(state, who, since) : { events: [] }))
				);
				if (this.lostSince.get(who) === since) this.lostSince.delete(who);
			}
			if (due(this.state, this.now()).length > 0) {
				await this.inTurn(() => this.follow((state, now) => ({ events: due(state, now) })));
			}
			this.callingOut.tick(this.state, this.now());
			this.closeAfterEnd();
		} finally {
			this.ticking = false;
		}
	}

	/** Somebody can be here by the events alone: stored in the moment in which their connection went. */
	private noticeLost(): void {
		if (this.state.ended) return;
		for (const { id } of this.state.people) {
			const isLost = shownTo(this.state, id) && !this.connections.has(id);
			if (isLost && !this.lostSince.has(id)) this.lostSince.set(id, this.now());
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		for (const connection of this.connections.values()) connection.close('restart');
		await this.queue.catch(() => {});
		this.talk.forget();
	}

	private now(): number {
		return this.ctx.now().getTime();
	}

	/** One decision at a time: each sees what the one before it changed. */
	private inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.queue.then(work);
		this.queue = turn.catch(() => {});
		return turn;
	}

	private async follow(decideOn: (state: RoomState, now: number) => Decision): Promise<Decision> {
		for (let tries = 0; ; tries += 1) {
			const decision = decideOn(this.state, this.now());
			if ('refused' in decision || decision.events.length === 0) return decision;
			try {
				this.apply(await this.kept.record(this.ctx, this, this.state, decision.events));
				return decision;
			} catch (error) {
				const behind = error instanceof AppError && error.code === 'meeting_moved_on';
				if (!behind || tries > 2) throw error;
				await this.readOn();
			}
		}
	}

	private async readOn(): Promise<void> {
		this.apply(await this.kept.readControl(this.ctx, this.meetingId, this.state.seq));
	}

	private apply(events: readonly ControlEvent[]): void {
		if (events.length === 0) return;
		try {
			this.takeIn(events);
		} catch (error) {
			this.broken = true;
			throw error;
		}
	}

	private takeIn(events: readonly ControlEvent[]): void {
		const lobby = JSON.stringify(lobbyView(this.state));
		const batch = events.map((event) => {
			const before = this.state;
			this.state = reduce(before, event);
			this.talk.follow(before, event);
			if (event.kind === 'practice_began') this.practising.begin();
			return { before, event };
		});
		const telling = new Telling(batch, this.faces);
		const lobbyChanged = JSON.stringify(lobbyView(this.state)) !== lobby;
		const tell = contained(
			this.log,
			'telling somebody in a room',
			(each: Connection) => this.tell(each, telling, lobbyChanged),
			(each) => each.close('restart')
		);
		for (const connection of this.connections.values()) tell(connection);
		if (events.some(({ kind }) => kind === 'moved')) this.countInside();
		for (const { before, event } of batch) {
			this.tellCaller(before, event);
			if ('who' in event.data) this.tellMine(event.data.who, before);
		}
		if (this.state.ended) {
			this.endedAt ??= this.now();
			this.lostSince.clear();
			this.talk.forget();
		}
	}

	private tell(connection: Connection, telling: Telling, lobbyChanged: boolean): void {
		const { guest, shown } = connection;
		if (!guest) return;
		const next = this.state.ended ? shown : shownTo(this.state, guest.id);
		if (next === null) {
			const removed = personIn(this.state, guest.id)?.place === 'removed';
			const why = guest.role === 'facilitator' ? 'not-leading' : 'removed';
			connection.close(removed ? why : 'left');
		} else if (next !== shown) this.seat(connection, undefined);
		else if (next !== 'lobby') for (const each of telling.for(next)) connection.deliver(each);
		else if (lobbyChanged) connection.send({ t: 'lobby', ...lobbyView(this.state) });
	}

	/** Who called for help hears what becomes of it, in the lobby too. */
	private tellCaller(before: RoomState, event: ControlEvent): void {
		const tell = (
			who: string | undefined,
			status: 'sent' | 'taken' | 'settled',
			by: string | null
		) =>
			who !== undefined &&
			'call' in event.data &&
			this.connections.get(who)?.send({ t: 'help', call: event.data.call, status, by });
		if (event.kind === 'went' || event.kind === 'removed') {
			const { who } = event.data;
			const freed = before.help.filter((each) => each.takenBy === who);
			for (const { call, who: caller } of freed)
				this.connections.get(caller)?.send({ t: 'help', call, status: 'sent', by: null });
		}
		if (event.kind === 'help_called') tell(event.data.who, 'sent', null);
		if (event.kind === 'help_taken') tell(event.data.who, 'taken', event.data.by);
		if (event.kind === 'help_settled') {
			const { call, by } = event.data;
			tell(before.help.find((each) => each.call === call)?.who, 'settled', by);
		}
	}

	private tellMine(who: string, before: RoomState): void {
		const [was, is] = [mineIn(before, who), mineIn(this.state, who)];
		if (was.muted === is.muted && was.askedAside === is.askedAside) return;
		this.connections.get(who)?.send({ t: 'mine', ...is });
	}

	/** Shows the whole room as somebody may see it now. */
	private seat(connection: Connection, cursor: Cursor | undefined): void {
		const { guest } = connection;
		const shown = guest && shownTo(this.state, guest.id);
		if (!shown) return;
		connection.shown = shown;
		connection.send(welcome(shown, this.snapshot(), guest, this.now(), cursor));
		this.countInside();
	}

	private snapshot() {
		const { state, talk, faces, responses, nobodyOnCall } = this;
		return {
			...{ state, talk, faces, responses, nobodyOnCall },
			parts: state.parts.length > 0 ? state.parts : this.parts
		};
	}

	private countInside(): void {
		this.inside = this.guests().filter((each) => each.shown !== null && each.shown !== 'lobby');
		const spotOf = ({ guest }: Connection) => personIn(this.state, guest?.id ?? null)?.spot;
		this.earshot = {
			circle: this.inside.filter((each) => ['circle', 'resting'].includes(spotOf(each) ?? '')),
			side: this.inside.filter((each) => spotOf(each) === 'side'),
			calm: this.inside.filter((each) => spotOf(each) === 'calm')
		};
	}

	private closeAfterEnd(): void {
		if (this.endedAt === null || this.now() - this.endedAt <= STAYS_AFTER_END) return;
		for (const connection of this.connections.values()) connection.close('ended');
	}
}
