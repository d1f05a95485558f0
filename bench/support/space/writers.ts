import type { Client } from 'pg';
import { beginLogin } from '#lib/accounts/server/logins.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { gather } from '../../../test/support/gathering.ts';
import type { World } from '../../../test/support/world.ts';

/** Somebody who writes in a group, signed in. */
export interface Writer {
	groupId: string;
	cookie: string;
}

const groups = 25;
const aliases = ['Fern', 'Tide', 'Lark', 'Reed', 'Wren', 'Birch', 'Heron', 'Cedar', 'Jay', 'Moss'];
/** Somebody may write twelve shares at once, and then waits. */
export const eachMayWrite = 12;

/** Three hundred people, because whoever writes a lot is slowed, and that stays as it is. */
export async function writersIn(world: World): Promise<Writer[]> {
	const now = world.clock.now();
	world.clock.set(new Date());
	const writers: Writer[] = [];
	for (let n = 0; n < groups; n++) {
		const { groupId, people } = await gather(world, aliases, { startsIn: 60 });
		await inTransaction(world.system, async (tx) => {
			for (const { accountId } of people.values()) {
				const { token, here } = await beginLogin(tx, accountId, true);
				writers.push({ groupId, cookie: `__Host-hs_login=${token}; __Host-hs_here=${here}` });
			}
		});
	}
	world.clock.set(now);
	return writers;
}

/** What has been written is forgotten by what slows people, so that everybody can write again. */
export const rested = (owner: Client) =>
	owner.query(`delete from throttle where what = 'shares.share'`);

const text =
	'I made the call I had put off since spring, and my hands shook, and I made it. Thank you for asking. ';

/** One form after the other as a browser without scripts posts it, each for a share of its own. */
export function postsOf(writers: readonly Writer[], port: number): () => string | null {
	let turn = 0;
	return () => {
		const nr = turn++;
		if (nr >= writers.length * eachMayWrite) return null;
		const { groupId, cookie } = writers[nr % writers.length]!;
		const form = new URLSearchParams({
			...{ once: newId(), kind: 'share', need: 'listen', audience: 'group', note: '' },
			text: text.repeat(4)
		}).toString();
		return [
			`POST /groups/${groupId}?/share HTTP/1.1`,
			...[`host: localhost:${port}`, `origin: http://localhost:${port}`, `cookie: ${cookie}`],
			...['accept: text/html', 'content-type: application/x-www-form-urlencoded'],
			...[`content-length: ${Buffer.byteLength(form)}`, '', form]
		].join('\r\n');
	};
}
