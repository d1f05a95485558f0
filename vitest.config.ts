import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const launchOptions = {
	executablePath: existsSync(chromium) ? chromium : undefined,
	args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']
};

export default defineConfig({
	test: {
		globalSetup: 'test/support/global-setup.ts',
		projects: [
			{
				extends: true,
				test: {
					name: 'server',
					environment: 'node',
					include: [
						'src/**/*.spec.ts',
						'test/**/*.spec.ts',
						'scripts/**/*.spec.ts',
						'db/**/*.spec.ts',
						'bench/**/*.spec.ts'
					],
					exclude: ['**/*.svelte.spec.ts', '**/node_modules/**'],
					pool: 'forks',
					maxWorkers: 2,
					testTimeout: 20_000,
					hookTimeout: 60_000
				}
			},
			{
				plugins: [svelte()],
				// What the framework gives pages is not there for one component.
				resolve: {
					alias: {
						'$app/forms': fileURLToPath(new URL('test/support/app-forms.ts', import.meta.url))
					}
				},
				// It would lie over what is pressed, in all specs that run at that moment.
				server: { hmr: { overlay: false } },
				test: {
					name: 'component',
					include: ['src/**/*.svelte.spec.ts'],
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({ launchOptions }),
						instances: [{ browser: 'chromium' }]
					}
				}
			},
			{
				extends: true,
				test: {
					name: 'e2e',
					environment: 'node',
					include: ['test/e2e/**/*.e2e.ts'],
					pool: 'forks',
					maxWorkers: 2,
					testTimeout: 180_000,
					hookTimeout: 180_000
				}
			}
		]
	}
});
