import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '#gateway/connection.ts';
import { LIMITS } from '#gateway/limits.ts';
import { Room } from '#gateway/room.ts';
import { PARTS } from '#gateway/simulation/gateway.ts';
import { Store } from '#gateway/simulation/store.ts';
import { Wire } from '#gateway/simulation/wire.ts';
import type { ServerMessage } from '#lib/meetings/protocol.ts';
import type { Role } from '#lib/meetings/room.ts';
import { RESPONSES } from '#lib/meetings/speaking.ts';
import type { Ctx } from '../../src/server/ctx.ts';
import { newId } from '../../src/server/ids.ts';
import { ensureKeyFile, openKeyRing } from '../../src/server/keyring.ts';
import { openLog } from '../../src/server/log.ts';

const START = Date.UTC(2026, 10, 24, 19, 0);
const folder = mkdtempSync(join(tmpdir(), 'holdspace-keys-'));
const keyFile = join(folder, 'keys.json');
await ensureKeyFile(keyFile, new Date(START));
const keys = openKeyRing(keyFile);

/** Somebody's end of a connection to the one room, and what it was sent. */
export interface Comer {
	connection: Connection;
	sent: ServerMessage[];
	/** What became of coming in: a refusal, or null. */
	entering: Promise<string | null>;
	/** The connection goes, as the gateway sees it. */
	go(): void;
}

/**
 * One room without a server, on a clock and a store of its own, for what depends on the order in which things
 * happen: the store can be told to be slow, and then to catch up.
 */
export async function openRoom() {
	const clock = { now: START };
	const store = new Store(
		() => clock.now,
		() => {}
	);
	const log = openLog({ level: 'silent', format: 'json' });
	const now = () => new Date(clock.now);
	const ctx = { now, keys, actor: { kind: 'system', job: 'test' } } as unknown as Ctx;
	const meeting = { meetingId: newId(), groupId: newId() };
	const room = await Room.resume(ctx, log, meeting, { kept: store.for(() => false) });
	const come = (id: string, role: Role = 'member'): Comer => {
		const sent: ServerMessage[] = [];
		const wire = new Wire(
			() => 1,
			() => clock.now,
			0
		);
		wire.onDown = (message) => sent.push(message);
		const connection = new Connection(wire.far.asSocket(), wire.far, null, LIMITS);
		connection.onClose(() => room.gone(connection));
		const guest = { id, role, loginId: id, ctx };
		const face = { id, alias: id, mark: '1-leaf' };
		const brought = { face, parts: PARTS, responses: RESPONSES };
		const entering = room.enter(connection, guest, brought, undefined);
		return { connection, sent, entering, go: () => wire.far.terminate() };
	};
	/** Mara and Ines are in, and the room is open for these members, who were let in. */
	const open = async (...members: string[]) => {
		store.ready = { parts: [...PARTS], mayLead: new Set(['mara', 'ines']) };
		const here = new Map<string, Comer>();
		const enters = async (id: string, role: Role) => {
			here.set(id, come(id, role));
			await here.get(id)!.entering;
		};
		for (const id of ['mara', 'ines']) await enters(id, 'facilitator');
		await room.command('mara', { t: 'open', parts: [] });
		for (const id of members) {
			await enters(id, 'member');
			await room.command('ines', { t: 'admit', who: id });
		}
		return here;
	};
	return { clock, store, room, come, open };
}
