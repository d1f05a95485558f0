import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach } from 'vitest';
import { WebSocket } from 'ws';
import { startGateway, type Gateway, type GatewayOptions } from '#gateway/gateway.ts';
import type { Logins } from '#gateway/logins.ts';
import type { CloseReason, Cursor, ServerMessage, Welcome } from '#lib/meetings/protocol.ts';
import { closeReason, PROTOCOL } from '#lib/meetings/protocol.ts';
import type { ControlEvent, RoomState } from '#lib/meetings/room.ts';
import { emptyRoom, reduce } from '#lib/meetings/room.ts';
import { newId } from '../../src/server/ids.ts';
import { openLog } from '../../src/server/log.ts';
import type { Gathering } from './gathering.ts';
import type { World } from './world.ts';

type Kind = ServerMessage['t'];
type MessageOf<T extends Kind> = Extract<ServerMessage, { t: T }>;
type Inside = Extract<Welcome, { place: 'inside' }>;

/** Logins that are good until a test ends them; the token is the account's id. */
export class PlainLogins implements Logins {
	private readonly ended = new Set<string>();
	private readonly loginOf = new Map<string, string>();

	end(accountId: string): void {
		this.ended.add(this.loginOf.get(accountId) ?? '');
	}

	identify: Logins['identify'] = (_ctx, { token }) => {
		if (token === 'nobody') return Promise.resolve(null);
		const loginId = this.loginOf.get(token) ?? newId();
		this.loginOf.set(token, loginId);
		return Promise.resolve({ kind: 'account', accountId: token, loginId, roles: [] });
	};

	endedAmong: Logins['endedAmong'] = (_ctx, ids) =>
		Promise.resolve(new Set(ids.filter((id) => this.ended.has(id))));
}

/** A browser without a page: it keeps what it was told, and reduces the events as a page would. */
export class LiveClient {
	readonly messages: ServerMessage[] = [];
	readonly closed: Promise<CloseReason | number>;
	readonly socket: WebSocket;
	state: RoomState = emptyRoom;
	private readonly waiting: (() => void)[] = [];
	private ref = 0;

	constructor(address: string, headers: Record<string, string>) {
		this.socket = new WebSocket(address, { headers });
		this.socket.on('error', () => {});
		this.socket.on('message', (data: Buffer) =>
			this.take(JSON.parse(data.toString()) as ServerMessage)
		);
		this.closed = new Promise((resolve) => {
			this.socket.once('close', (code) => resolve(closeReason(code) ?? code));
		});
	}

	get welcomes(): Welcome[] {
		return this.messages.filter((each) => each.t === 'welcome');
	}

	/** The first message of this kind that fits, received already or to come. */
	async got<T extends Kind>(
		t: T,
		fits: (message: MessageOf<T>) => boolean = () => true
	): Promise<MessageOf<T>> {
		for (;;) {
			const found = this.messages.find(
				(each): each is MessageOf<T> => each.t === t && fits(each as MessageOf<T>)
			);
			if (found) return found;
			await new Promise<void>((resolve) => this.waiting.push(resolve));
		}
	}

	/** Waits until the state that this client has reduced is as wanted. */
	async sees(fits: (state: RoomState) => boolean): Promise<RoomState> {
		while (!fits(this.state)) await new Promise<void>((resolve) => this.waiting.push(resolve));
		return this.state;
	}

	event = (kind: ControlEvent['kind']) => this.got('event', ({ e }) => e.kind === kind);

	inside = async (): Promise<Inside> =>
		(await this.got('welcome', (each) => each.place === 'inside')) as Inside;

	raw(data: string | Buffer): void {
		this.socket.send(data);
	}

	/** Sends without waiting; answers the reference it was sent with. */
	send(message: Record<string, unknown>): number {
		this.ref += 1;
		this.raw(JSON.stringify({ ref: this.ref, ...message }));
		return this.ref;
	}

	/** Sends, and answers `ok` or the code it was refused with. */
	async ask(message: Record<string, unknown>): Promise<string> {
		const ref = this.send(message);
		const me = () => this.welcomes[0]?.me.id;
		// Words carry the reference of whoever said them.
		const own = (each: ServerMessage) =>
			'ref' in each && each.ref === ref && (each.t !== 'w' || each.who === me());
		for (;;) {
			const answer = this.messages.find(own);
			if (answer) return answer.t === 'refused' ? answer.code : 'ok';
			await new Promise<void>((resolve) => this.waiting.push(resolve));
		}
	}

	say = (text: string): Promise<string> => this.ask({ t: 'words', text });

	/** Every word this client was sent. */
	heard = (): string[] =>
		[
			...this.welcomes.flatMap((each) => (each.place === 'inside' ? each.lines : [])),
			...this.messages
		].flatMap((each) => (each.t === 'w' ? [each.text] : []));

	cursor(): Cursor {
		const lines = this.messages.flatMap((each) =>
			each.t === 'w' || each.t === 'r' ? [each.n] : []
		);
		const { epoch } = this.welcomes.at(-1) ?? { epoch: '' };
		return { seq: this.state.seq, words: Math.max(0, ...lines), epoch };
	}

	drop(): void {
		this.socket.terminate();
	}

	private take(message: ServerMessage): void {
		this.messages.push(message);
		if (message.t === 'welcome' && message.place === 'inside') this.state = message.room;
		if (message.t === 'event') this.state = reduce(this.state, message.e);
		for (const resolve of this.waiting.splice(0)) resolve();
	}
}

const ORIGIN = 'https://groups.example.org';

/** A gateway on a port of its own, on the world's clock, with people who can come in. */
export interface Venue {
	gateway: Gateway;
	logins: PlainLogins;
	address: string;
	connect(accountId: string | null, headers?: Record<string, string>): LiveClient;
	/** Connects somebody and says hello. */
	come(gathering: Gathering, alias: string, cursor?: Cursor): LiveClient;
	/** Mara and Ines in, the room open, and these members let in. */
	opened(gathering: Gathering, ...members: string[]): Promise<Map<string, LiveClient>>;
	/** Cuts connections as a lost network does, and waits until the gateway has noticed. */
	cut(...clients: LiveClient[]): Promise<void>;
	restart(): Promise<void>;
}

export async function openVenue(
	world: World,
	options: Partial<GatewayOptions> = {}
): Promise<Venue> {
	const server: Server = createServer((_, response) => response.end());
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
	const logins = new PlainLogins();
	const start = () =>
		startGateway({
			server,
			config: { publicOrigin: ORIGIN, masterKeyFile: world.keyFile },
			databaseUrl: world.url,
			log: openLog({ level: 'silent', format: 'json' }),
			now: world.clock.now,
			logins,
			ticksItself: false,
			...options
		});
	let gateway = await start();
	let clients: LiveClient[] = [];
	afterEach(() => {
		for (const client of clients) client.drop();
		clients = [];
	});
	afterAll(async () => {
		await gateway.close();
		server.close();
	});

	const connect = (accountId: string | null, headers: Record<string, string> = {}) => {
		const cookie = `__Host-hs_login=${accountId ?? 'nobody'}; __Host-hs_here=here`;
		const client = new LiveClient(address, { origin: ORIGIN, cookie, ...headers });
		clients.push(client);
		return client;
	};
	const come = (gathering: Gathering, alias: string, cursor?: Cursor) => {
		const client = connect(gathering.who(alias).accountId);
		const hello = { t: 'hello', v: PROTOCOL, meeting: gathering.meetingId, cursor };
		client.socket.once('open', () => client.raw(JSON.stringify(hello)));
		return client;
	};
	return {
		get gateway() {
			return gateway;
		},
		...{ logins, address, connect, come },
		async opened(gathering, ...members) {
			const mara = come(gathering, 'Mara');
			await mara.inside();
			const ines = come(gathering, 'Ines');
			await ines.inside();
			await mara.ask({ t: 'open' });
			const here = new Map([
				['Mara', mara],
				['Ines', ines]
			]);
			for (const alias of members) {
				const client = come(gathering, alias);
				await client.got('welcome');
				await ines.ask({ t: 'admit', who: gathering.who(alias).membershipId });
				await client.inside();
				here.set(alias, client);
			}
			return here;
		},
		async cut(...lost) {
			const left = gateway.connected() - lost.length;
			for (const client of lost) client.drop();
			while (gateway.connected() > left) await setImmediate();
		},
		async restart() {
			await gateway.close();
			gateway = await start();
		}
	};
}
