/**
 * The other baseline: the same page drawn from the same data, which is already there in clear. No database,
 * no sign-in, no keys, no router. Like the real page, it carries its data once more for the browser to wake
 * up with, and is compressed as the real page is. Takes the compiled page and the file of data; prints its port.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { deserialize } from 'node:v8';
import { withNoise } from '#server/front/noise.ts';
import { packAtOnce } from '#server/front/packing.ts';

interface Page {
	renderPage(data: unknown): { head: string; body: string };
}

const [bundle = '', file = ''] = process.argv.slice(2);
const { renderPage } = (await import(pathToFileURL(bundle).href)) as Page;
const data: unknown = deserialize(readFileSync(file));

/** As JSON, which cannot end the script it stands in. */
const inScript = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

const server = createServer((_, response) => {
	const { head, body } = renderPage(data);
	const page = `<!doctype html><html lang="en"><head>${head}</head><body><div>${body}<script>start(${inScript(data)})</script></div></body></html>`;
	const packed = packAtOnce('zstd', Buffer.concat(withNoise([Buffer.from(page)])));
	response.writeHead(200, {
		'content-type': 'text/html',
		'content-encoding': 'zstd',
		'content-length': packed.byteLength
	});
	response.end(packed);
});
server.listen(0, '127.0.0.1', () => {
	console.log(`port ${(server.address() as AddressInfo).port}`);
});
