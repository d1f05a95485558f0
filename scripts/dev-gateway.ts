import type { Server } from 'node:http';
import type { Plugin } from 'vite';

/** By address, so that reading Vite's settings does not read the whole product. */
const own = <Module>(path: string): Promise<Module> =>
	import(new URL(`../src/${path}`, import.meta.url).href) as Promise<Module>;

/**
 * Puts the live gateway behind Vite's own HTTP server, so that `npm run dev` has meetings. Vite's socket
 * for changed files has another path and stays its own.
 */
export function gatewayInDev(): Plugin {
	return {
		name: 'holdspace-gateway',
		apply: 'serve',
		async configureServer({ httpServer }) {
			// Without a database there are pages to look at, such as /dev/ui, but no meetings.
			if (!httpServer || !process.env['DATABASE_URL']) return;
			const { readConfig } =
				await own<typeof import('../src/server/config.ts')>('server/config.ts');
			const { log } = await own<typeof import('../src/server/log.ts')>('server/log.ts');
			const { startGateway } =
				await own<typeof import('../src/gateway/gateway.ts')>('gateway/gateway.ts');
			const config = readConfig();
			const server = httpServer as Server;
			const gateway = await startGateway({
				...{ server, config, log },
				sharesUpgrades: true,
				databaseUrl: config.databaseUrl!
			});
			httpServer.once('close', () => void gateway.close());
		}
	};
}
