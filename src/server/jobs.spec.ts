import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openWorld } from '#test/support/world.ts';
import { prepareJobs, queueVersion, startJobs, type Job } from './jobs.ts';

const world = await openWorld();

test('the queue’s tables are prepared for the version that is installed', () => {
	const manifest = JSON.parse(
		readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
	) as { dependencies: Record<string, string> };
	expect(manifest.dependencies['pg-boss']).toBe(queueVersion);
});

test('preparing twice changes nothing', async () => {
	await prepareJobs(world.ownerUrl);
	await prepareJobs(world.ownerUrl);
});

test('jobs are registered as the app role, and a second process may do the same', async () => {
	const failed: unknown[] = [];
	const jobs: Job[] = [{ name: 'sweep', cron: '0 0 1 1 *', run: async () => {} }];
	const start = () =>
		startJobs({
			url: `${world.url}`,
			jobs,
			ctx: () => world.system,
			onError: (_, error) => failed.push(error)
		});
	const [one, two] = await Promise.all([start(), start()]);
	await Promise.all([one.close(), two.close()]);
	expect(failed).toEqual([]);
});
