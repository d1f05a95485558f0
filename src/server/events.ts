import { sql } from 'kysely';
import pg from 'pg';
import type { Ctx } from './ctx.ts';

export type StreamKind = 'meeting' | 'group' | 'account';
export interface Stream {
	kind: StreamKind;
	id: string;
}
export interface StoredEvent {
	seq: number;
	kind: string;
	data: Record<string, unknown>;
	at: Date;
}
/** What a notification says: look at this stream, it has reached this number. Nothing else. */
export interface Hint extends Stream {
	seq: number;
}

const channel = 'holdspace_event';

/**
 * Appends an event in the caller's transaction and hints at it. Numbers are the stream's own, taken
 * under its row's lock until commit, so a reader that follows a stream never skips one.
 * `data` holds ids and numbers only, at most 4 kB; never words, aliases or addresses.
 */
export function append(
	tx: Ctx,
	stream: Stream,
	kind: string,
	data: Record<string, unknown> = {}
): Promise<number> {
	return appendAll(tx, stream, [{ kind, data }]);
}

/** Appends several events of one stream, in this order. Answers the number of the last one. */
export async function appendAll(
	tx: Ctx,
	stream: Stream,
	events: readonly { kind: string; data: Record<string, unknown> }[]
): Promise<number> {
	if (!tx.db.isTransaction) throw new Error('an event is written in the transaction that makes it');
	const many = events.length;
	const { last_seq: last } = await tx.db
		.insertInto('event_stream')
		.values({ stream_id: stream.id, kind: stream.kind, last_seq: many })
		.onConflict((c) =>
			c.column('stream_id').doUpdateSet({ last_seq: sql`event_stream.last_seq + ${many}` })
		)
		.returning('last_seq')
		.executeTakeFirstOrThrow();
	const rows = events.map(({ kind, data }, i) => ({
		...{ stream_id: stream.id, seq: last - many + 1 + i, kind },
		...{ data: JSON.stringify(data), at: tx.now() }
	}));
	await tx.db.insertInto('event').values(rows).execute();
	await sql`select pg_notify(${channel}, ${`${stream.kind}:${stream.id}:${last}`})`.execute(tx.db);
	return last;
}

/** Events of one stream after `seq`, oldest first, at most `limit`. The system's alone. */
export async function readAfter(
	tx: Ctx,
	streamId: string,
	seq: number,
	limit = 1000
): Promise<StoredEvent[]> {
	return tx.db
		.selectFrom('event')
		.select(['seq', 'kind', 'data', 'at'])
		.where('stream_id', '=', streamId)
		.where('seq', '>', seq)
		.orderBy('seq')
		.limit(limit)
		.execute() as Promise<StoredEvent[]>;
}

export interface Listener {
	close(): Promise<void>;
}

/**
 * Calls `onHint` for every notification, and `onGap` whenever the connection was away and hints may
 * have been lost: then look at everything. Reconnects by itself. A hint is worth no more than a look.
 */
export function listen(
	url: string,
	onHint: (hint: Hint) => void,
	onGap: () => void = () => {}
): Listener {
	let client: pg.Client | null = null;
	let closed = false;
	let timer: NodeJS.Timeout | undefined;

	const again = () => {
		client = null;
		if (!closed) timer = setTimeout(() => void connect(), 250);
	};
	const connect = async () => {
		const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
		next.on('error', () => {});
		next.once('end', again);
		next.on('notification', ({ payload }) => {
			const hint = parseHint(payload ?? '');
			if (hint) onHint(hint);
		});
		try {
			await next.connect();
			await next.query(`listen ${channel}`);
			client = next;
			onGap();
		} catch {
			// 'end' follows a failed connection as well, and tries again.
			await next.end().catch(() => {});
		}
	};
	void connect();
	return {
		async close() {
			closed = true;
			clearTimeout(timer);
			await client?.end().catch(() => {});
		}
	};
}

function parseHint(payload: string): Hint | null {
	const [kind, id, seq] = payload.split(':');
	if (!id || !seq || (kind !== 'meeting' && kind !== 'group' && kind !== 'account')) return null;
	return { kind, id, seq: Number(seq) };
}
