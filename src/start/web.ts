import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import { CannotStart } from '#server/cannot-start.ts';
import { BODY_LIMIT } from '#server/front/body-limit.ts';
import { ADDRESS_HEADER, HOST_HEADER, PROTOCOL_HEADER } from '#server/front/forwarded.ts';

/** The built pages. The bundle reads its settings from the environment when it is loaded. */
export async function loadWeb(): Promise<RequestListener> {
	const built = new URL('../../build/handler.js', import.meta.url);
	if (!existsSync(fileURLToPath(built))) {
		throw new CannotStart('The pages are not built yet: use “npm start”, which builds them.');
	}
	Object.assign(process.env, {
		PROTOCOL_HEADER,
		HOST_HEADER,
		ADDRESS_HEADER,
		BODY_SIZE_LIMIT: String(BODY_LIMIT)
	});
	const { handler } = (await import(built.href)) as { handler: RequestListener };
	return handler;
}

/** Answers health checks where no pages are served. */
export const healthOnly: RequestListener = (request, response) => {
	const known = request.url === '/health';
	response
		.writeHead(known ? 200 : 404, {
			'content-type': 'application/json',
			'cache-control': 'no-store'
		})
		.end(JSON.stringify({ status: known ? 'ok' : 'not found' }));
};
