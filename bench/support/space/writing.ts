import pg from 'pg';
import { post } from './client.ts';
import {
	connections,
	measured,
	medians,
	start,
	stopped,
	times,
	type Measured,
	type Server
} from './sides.ts';
import { postsOf, rested } from './writers.ts';
import type { SpaceWorld } from './world.ts';

const round = 3000;

/** Shares written by many people, beside bare rows, round by round; each answered when it is on the disk. */
export async function measureWriting(server: Server, world: SpaceWorld, rounds: number) {
	const { owner, databaseUrl, writers } = world;
	await owner.query(
		`create table bare_share (share_id uuid primary key, box bytea not null, shared_at timestamptz not null)`
	);
	await owner.query(`grant insert on bare_share to holdspace_app`);
	const durable = await settingsOf(databaseUrl);
	const bare = await start('insert-server.ts', [databaseUrl]);
	try {
		const shares: Measured[] = [];
		const inserts: Measured[] = [];
		let acknowledged = 0;
		const before = await shareCount(owner);
		const write = async () => {
			await rested(owner);
			const next = postsOf(writers, server.port);
			return measured(server, async () => {
				const done = await post({
					...{ port: server.port, connections, milliseconds: round, status: 303, next }
				});
				acknowledged += done.answers;
				return done;
			});
		};
		const insert = () =>
			measured(bare, () => {
				const next = postsOf(writers, bare.port);
				const { port } = bare;
				return post({ port, connections, milliseconds: round, status: 303, next });
			});
		// What is written first is not counted, neither here nor there.
		await write();
		await insert();
		for (let n = 0; n < rounds; n++) {
			shares.push(await write());
			inserts.push(await insert());
		}
		const lost = acknowledged - ((await shareCount(owner)) - before);
		return {
			...{ share: medians(shares), bare: medians(inserts), times: times(shares, inserts) },
			...{ lost, durable: { ...durable, 'shares acknowledged': acknowledged } }
		};
	} finally {
		await stopped(bare);
	}
}

async function shareCount(owner: pg.Client): Promise<number> {
	const { rows } = await owner.query<{ many: number }>('select count(*)::int as many from share');
	return rows[0]!.many;
}

/** That a commit waits for the disk, as the product's own role finds it. @throws when it does not */
async function settingsOf(databaseUrl: string): Promise<Record<string, string>> {
	const client = new pg.Client({
		connectionString: databaseUrl,
		options: '-c role=holdspace_app'
	});
	await client.connect();
	try {
		const found: Record<string, string> = {};
		for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
			const { rows } = await client.query<{ value: string }>(
				'select current_setting($1) as value',
				[name]
			);
			found[name] = rows[0]!.value;
			if (found[name] !== 'on') throw new Error(`${name} is ${found[name]}`);
		}
		return found;
	} finally {
		await client.end();
	}
}
