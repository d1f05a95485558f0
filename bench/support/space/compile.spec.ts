import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { expect, onTestFinished, test } from 'vitest';
import { group } from '#test/support/groups.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { compilePage } from './compile.ts';
import { dataOf } from './data.ts';

const world = await openWorld();

test('the page that is measured is drawn without the framework, from what its own load gives', async () => {
	const { groupId, member } = await group(world);
	const [fern, tide] = [await member('Fern'), await member('Tide')];
	const shareId = await aShare(tide.ctx, groupId, 'An unmistakable heliotrope.');
	await aReply(fern.ctx, groupId, shareId, 'A marigold beside it.');
	const folder = mkdtempSync(join(tmpdir(), 'holdspace-compile-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const file = await compilePage(folder);
	const { renderPage } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
		renderPage(data: unknown): { body: string };
	};
	// Through a file, as it comes to the process that draws it.
	const data: unknown = deserialize(
		serialize(await dataOf({ groupId, reader: fern.ctx, cookie: '' }))
	);
	const { body } = renderPage(data);
	expect(body).toContain('An unmistakable heliotrope.');
	expect(body).toContain('A marigold beside it.');
});
