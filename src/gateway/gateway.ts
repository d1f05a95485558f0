import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { CloseReason } from '#lib/meetings/protocol.ts';
import { Hello } from '#lib/meetings/inputs.ts';
import {
	ABUSIVE_MESSAGE_BYTES,
	BEAT_EVERY,
	HELLO_WITHIN,
	LIVE_PATH
} from '#lib/meetings/protocol.ts';
import type { Refusal } from '#lib/meetings/refusals.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { second, systemClock } from '#server/clock.ts';
import type { Config } from '#server/config.ts';
import { contained } from '#server/contained.ts';
import type { Actor, Ctx } from '#server/ctx.ts';
import { openPool } from '#server/db/pool.ts';
import { AppError } from '#server/errors.ts';
import * as events from '#server/events.ts';
import { openKeyRing, type KeyRing } from '#server/keyring.ts';
import type { Log } from '#server/log.ts';
import type { OnCall } from './around.ts';
import { Connection } from './connection.ts';
import { hear, parse, type Party } from './conversation.ts';
import { loginPair, type LoginPair } from './cookies.ts';
import { frame } from './frames.ts';
import { Hall } from './hall.ts';
import { LIMITS, type Limits } from './limits.ts';
import { logins, type Logins } from './logins.ts';
import type { Room } from './room.ts';
import { onCallByMail } from './on-call.ts';
import { Strangers } from './strangers.ts';
import { SWEEP_TURNS } from './sweeping.ts';

const PULSE_EVERY = 5 * second;
const SWEEP_EVERY = 3 * second;
/** In so many parts everybody is reached who is connected. */
const TURNS = 20;

export interface GatewayOptions {
	server: Server;
	config: Pick<Config, 'publicOrigin' | 'masterKeyFile' | 'mail'>;
	databaseUrl: string;
	log: Log;
	/** Somebody else answers upgrades at other addresses of this server, as Vite does. */
	sharesUpgrades?: boolean;
	/** Who is written to when nobody in a room comes to a call for help; the roster, unless this is given. */
	onCall?: OnCall;
	/** The rest is for tests and benchmarks. */
	now?: () => Date;
	limits?: Partial<Limits>;
	logins?: Logins;
	helloWithin?: number;
	/** In so many milliseconds everybody who is in is looked at. */
	sweepEvery?: number;
	/** False when a test moves the clock and calls `tick` itself. */
	ticksItself?: boolean;
}

export interface Gateway {
	/** Every running meeting rests, and everybody is told to come back soon. */
	pauseRooms(): Promise<void>;
	close(): Promise<void>;
	/** People who are connected to a meeting now, in the lobby or inside. */
	connected(): number;
	/** What the clock does every second. */
	tick(): Promise<void>;
}

/** Puts live meetings on `server`, at `/live`, and resumes those that were under way. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
	const door = new Door(options);
	await door.open();
	return door;
}

const REFUSED_AT_DOOR = new Map<Refusal, CloseReason>([
	['removed-today', 'removed'],
	['door-closed', 'door-closed'],
	['full', 'full'],
	['ended', 'ended']
]);
const FAILED_AT_DOOR = new Map<string, CloseReason>([
	['not_found', 'not-found'],
	['meeting_early', 'early'],
	['meeting_over', 'ended'],
	['meeting_called_off', 'called-off'],
	// Said in words by the page itself, which is asked for first.
	['not_certified', 'not-found']
]);

/** The address the front door found; it overwrites whatever the request claims. */
const addressOf = (request: IncomingMessage): string =>
	String(request.headers['x-holdspace-address'] ?? request.socket.remoteAddress ?? '');

class Door implements Gateway {
	private readonly options: GatewayOptions;
	private readonly limits: Limits;
	private readonly pool: ReturnType<typeof openPool>;
	private readonly keys: KeyRing;
	private readonly now: () => Date;
	private readonly logins: Logins;
	private readonly onCall: OnCall;
	private readonly hall: Hall;
	private readonly sockets: WebSocketServer;
	private readonly timers: NodeJS.Timeout[] = [];
	private listener: events.Listener | undefined;
	private readonly strangers: Strangers;
	private readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
	private closing = false;
	private asking: Promise<boolean> | null = null;

	constructor(options: GatewayOptions) {
		const { databaseUrl, log, config } = options;
		this.options = options;
		this.limits = { ...LIMITS, ...options.limits };
		this.strangers = new Strangers(this.limits.strangers, this.limits.strangersOfOneNetwork);
		this.now = options.now ?? systemClock;
		this.keys = openKeyRing(config.masterKeyFile);
		this.pool = openPool(databaseUrl, {
			max: 8,
			onError: (error) =>
				log.warn({ err: error }, 'a database connection broke; the pool replaces it')
		});
		this.logins = options.logins ?? logins;
		const roster = this.context({ kind: 'system', job: 'on-call' });
		this.onCall = options.onCall ?? onCallByMail(roster, config.mail);
		this.hall = new Hall(this.context({ kind: 'system', job: 'gateway' }), this.logins, log, {
			onCall: this.onCall
		});
		this.upgrade = contained(
			log,
			'letting somebody to the door',
			(...asked: [IncomingMessage, Duplex, Buffer]) => this.receive(...asked),
			(_, socket) => socket.destroy()
		);
		this.sockets = new WebSocketServer({
			noServer: true,
			clientTracking: false,
			perMessageDeflate: false,
			maxPayload: ABUSIVE_MESSAGE_BYTES
		});
	}

	async open(): Promise<void> {
		await this.hall.resume();
		this.options.server.on('upgrade', this.upgrade);
		this.listener = events.listen(
			this.options.databaseUrl,
			contained(this.options.log, 'looking at what was hinted', (hint: events.Hint) =>
				this.hall.look(hint)
			),
			contained(this.options.log, 'looking at everything', () => this.hall.lookAgain())
		);
		if (this.options.ticksItself !== false) this.every(second, 'ticking', () => this.tick());
		const sweepEvery = this.options.sweepEvery ?? SWEEP_EVERY;
		this.every(sweepEvery / SWEEP_TURNS, 'sweeping', () => this.hall.sweep());
		this.inTurns(PULSE_EVERY, 'feeling pulses', () => (each) => each.checkPulse());
		this.inTurns(BEAT_EVERY, 'beating', () => this.beat());
	}

	tick = (): Promise<void> => this.hall.tick();
	connected = (): number => this.hall.connections().length;

	async pauseRooms(): Promise<void> {
		this.closing = true;
		await this.hall.pause();
	}

	async close(): Promise<void> {
		this.closing = true;
		this.options.server.off('upgrade', this.upgrade);
		for (const timer of this.timers) clearInterval(timer);
		await this.listener?.close();
		await this.hall[Symbol.asyncDispose]();
		this.sockets.close();
		await this.pool.close();
	}

	private every(milliseconds: number, what: string, work: () => unknown): void {
		const timer = setInterval(contained(this.options.log, what, work), milliseconds);
		timer.unref();
		this.timers.push(timer);
	}

	private beat(): (each: Connection) => void {
		const message = frame({ t: 'beat', now: this.now().getTime() });
		return (each) => each.deliver(message);
	}

	/**
	 * Reaches every connection once in so many milliseconds, some at a time: thousands at the same moment
	 * would keep words waiting. Whoever cannot be reached is let go, to come back.
	 */
	private inTurns(
		milliseconds: number,
		what: string,
		prepare: () => (each: Connection) => void
	): void {
		let turn = 0;
		this.every(milliseconds / TURNS, what, () => {
			turn = (turn + 1) % TURNS;
			const reach = contained(this.options.log, 'reaching somebody', prepare(), (each) =>
				each.close('restart')
			);
			for (const each of this.hall.connections()) if (each.number % TURNS === turn) reach(each);
		});
	}

	private context(actor: Actor): Ctx {
		return { db: this.pool.db, actor, now: this.now, keys: this.keys };
	}

	private receive(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		const { config } = this.options;
		// Not by way of `URL`, which throws on addresses that any stranger can send.
		if (request.url?.split('?', 1)[0] !== LIVE_PATH) {
			if (!this.options.sharesUpgrades) refuseUpgrade(socket, '404 Not Found');
			return;
		}
		if (!socket.writable) return;
		if (request.headers.origin !== config.publicOrigin) refuseUpgrade(socket, '403 Forbidden');
		else {
			const known = this.closing ? null : this.strangers.arrive(addressOf(request));
			if (!known) return refuseUpgrade(socket, '503 Service Unavailable');
			socket.once('close', known);
			const pair = loginPair(request.headers.cookie);
			this.sockets.handleUpgrade(request, socket, head, (live) =>
				this.greet(live, socket, pair, known)
			);
		}
	}

	/** Somebody is at the door: nothing is known of them until a valid hello, which is due in time. */
	private greet(
		socket: WebSocket,
		wire: Duplex,
		pair: LoginPair | null,
		noStranger: () => void
	): void {
		const connection = new Connection(socket, wire, pair, this.limits);
		const guarded = <Given extends unknown[]>(what: string, work: (...given: Given) => unknown) =>
			contained(this.options.log, what, work, () => connection.close('restart'));
		const late = setTimeout(
			guarded('waiting for a hello', () => connection.close('hello-late')),
			this.options.helloWithin ?? HELLO_WITHIN
		);
		const known = () => {
			noStranger();
			clearTimeout(late);
		};
		let party: Party | null = null;
		let entering = false;
		const come = async (hello: Hello) => {
			const room = await this.letIn(connection, hello);
			if (!room || !connection.guest) return;
			known();
			party = this.party(connection, connection.guest, room);
			if (socket.readyState !== socket.OPEN) room.gone(connection);
		};
		const gone = () => {
			known();
			party?.room.gone(connection);
		};
		connection.onClose(guarded('seeing somebody go', gone));
		const heard = (data: Buffer, isBinary: boolean) => {
			const read = parse(data, isBinary);
			if ('reason' in read) return connection.strike(null, read.reason);
			if (party) return hear(party, read.message, this.unexpected);
			const hello = Hello.safeParse(read.message);
			if (entering || !hello.success) {
				const isHello = (read.message as { t?: unknown } | null)?.t === 'hello';
				return connection.strike(null, isHello && !entering ? 'not-understood' : 'out-of-order');
			}
			entering = true;
			return come(hello.data);
		};
		connection.onMessage(guarded('hearing somebody', heard));
	}

	private party(
		connection: Connection,
		guest: NonNullable<Connection['guest']>,
		room: Room
	): Party {
		return { connection, guest, room, now: () => this.now().getTime() };
	}

	private async letIn(connection: Connection, hello: Hello): Promise<Room | null> {
		try {
			const actor =
				connection.login &&
				(await this.logins.identify(this.context({ kind: 'nobody' }), connection.login));
			if (!actor) return this.turnAway(connection, 'signed-out');
			const ctx = this.context(actor);
			const entrance = await meetings.enter(ctx, hello.meeting);
			const { role, ...face } = entrance.me;
			const guest = { id: face.id, role, loginId: actor.loginId, ctx };
			const room = await this.hall.room(entrance);
			const { parts, responses, earlier } = entrance;
			const nobodyOnCall = role === 'facilitator' ? { nobodyOnCall: await this.nobody() } : {};
			const brought = { face, parts, responses, earlier, ...nobodyOnCall };
			const reason = await room.enter(connection, guest, brought, hello.cursor);
			if (reason) return this.turnAway(connection, REFUSED_AT_DOOR.get(reason) ?? 'restart');
			this.hall.cameIn(room, guest);
			return room;
		} catch (error) {
			const expected = error instanceof AppError ? FAILED_AT_DOOR.get(error.code) : undefined;
			if (!expected) this.unexpected(error);
			return this.turnAway(connection, expected ?? 'restart');
		}
	}

	/** Not knowing it keeps no facilitator out: then it is said that nobody is on call. */
	private async nobody(): Promise<boolean> {
		// One question for all who come in meanwhile.
		this.asking ??= this.onCall.anybody().finally(() => (this.asking = null));
		try {
			return !(await this.asking);
		} catch (error) {
			this.options.log.error({ err: error }, 'the on-call roster could not be read');
			return true;
		}
	}

	private turnAway(connection: Connection, reason: CloseReason): null {
		connection.close(reason);
		return null;
	}

	private readonly unexpected = (error: unknown): void => {
		this.options.log.error({ err: error }, 'a message to a room could not be followed');
	};
}

function refuseUpgrade(socket: Duplex, status: string): void {
	socket.on('error', () => {});
	socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
