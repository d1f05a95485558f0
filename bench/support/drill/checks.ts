import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { Evening } from './evening.ts';

/** Seconds, by the wall, in which a gateway or PostgreSQL was gone or just back. */
export type Outages = ReadonlySet<number>;

/** Seconds after which somebody who is gone has stepped out, with those in which that is noticed. */
const STEPPING_OUT = 12;

const second = (date: Date) => Math.floor(date.getTime() / 1_000);

export async function checkHelp(system: Ctx, evenings: readonly Evening[]) {
	const told = { acknowledged: 0, stored: 0, lost: 0, doubled: 0 };
	for (const { gathering, seats } of evenings) {
		const { meetingId } = gathering;
		const events = await meetings.readControl(system, meetingId);
		const called = events.flatMap((each) => (each.kind === 'help_called' ? [each.data.call] : []));
		const rows = await asSystem(system, 'drill:help', (tx) =>
			tx.db
				.selectFrom('help_call')
				.select('help_call_id')
				.where('meeting_id', '=', meetingId)
				.execute()
		);
		const kept = new Set(rows.map((each) => each.help_call_id));
		const heard = new Set(seats.flatMap((each) => each.acknowledged));
		told.acknowledged += heard.size;
		told.stored += kept.size;
		told.doubled += called.length - new Set(called).size + Math.abs(kept.size - called.length);
		told.lost += [...heard].filter((call) => !called.includes(call) || !kept.has(call)).length;
	}
	return told;
}

/** Where the table and the browsers tell something else: `unseen` in the table alone, `missing` in browsers alone. */
export async function checkAttendance(
	system: Ctx,
	evenings: readonly Evening[],
	outages: Outages,
	until: number
) {
	const told = { seconds: 0, missing: 0, unseen: 0, back: 0 };
	for (const { gathering, seats, removed } of evenings) {
		const stays = await asSystem(system, 'drill:attendance', (tx) =>
			tx.db
				.selectFrom('attendance')
				.select(['membership_id', 'in_at', 'out_at'])
				.where('meeting_id', '=', gathering.meetingId)
				.execute()
		);
		for (const seat of seats) {
			const own = stays.filter((each) => each.membership_id === seat.id);
			const kept = new Set<number>();
			for (const { in_at, out_at } of own)
				for (let at = second(in_at); at <= (out_at ? second(out_at) : until); at += 1) kept.add(at);
			const { seen } = seat;
			told.seconds += seen.size;
			for (const at of seen) if (isAmid(at, seen) && !kept.has(at)) told.missing += 1;
			for (const at of kept) if (!wasThere(at, seen, outages)) told.unseen += 1;
			const out = removed.get(seat.id);
			const isBack = out !== undefined && own.some(({ in_at }) => in_at.getTime() > out);
			if (seat.isBack || isBack) told.back += 1;
		}
	}
	return told;
}

/** Not within three seconds of coming or going, in which what says so is on its way. */
const isAmid = (at: number, seen: ReadonlySet<number>): boolean =>
	[-3, -2, -1, 1, 2, 3].every((beside) => seen.has(at + beside));

/** Whether a browser saw the room then, or not long before; time in which nobody could does not count. */
function wasThere(at: number, seen: ReadonlySet<number>, outages: Outages): boolean {
	if (seen.has(at + 1) || seen.has(at + 2)) return true;
	let left = STEPPING_OUT;
	for (let back = at; left > 0; back -= 1) {
		if (seen.has(back)) return true;
		if (!outages.has(back)) left -= 1;
		if (at - back > 600) return false;
	}
	return false;
}

/** Files under `folder` that hold `word` in clear, logs included. */
export async function filesIn(folder: string, word: string): Promise<string[]> {
	const found: string[] = [];
	for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
		if (!file.isFile()) continue;
		const path = join(file.parentPath, file.name);
		if (await holds(path, Buffer.from(word)).catch(() => false)) found.push(path);
	}
	return found;
}

async function holds(path: string, word: Buffer): Promise<boolean> {
	let tail = Buffer.alloc(0);
	for await (const chunk of createReadStream(path)) {
		const piece = Buffer.concat([tail, chunk as Buffer]);
		if (piece.includes(word)) return true;
		tail = piece.subarray(Math.max(0, piece.length - word.length));
	}
	return false;
}
