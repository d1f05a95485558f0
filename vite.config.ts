import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { ahead, chunks } from './scripts/chunks.ts';
import { gatewayInDev } from './scripts/dev-gateway.ts';
import { iconsForBrowsers } from './scripts/icons-for-browsers.ts';
import { wordsForBrowsers } from './scripts/words-for-browsers.ts';

/** The one script that stands in the page itself, allowed by what it says. */
const [, early] = /<script>([^]*?)<\/script>/.exec(readFileSync('src/app.html', 'utf8'))!;
const earlySum = createHash('sha256').update(early!).digest('base64');

export default defineConfig({
	// Colours are named in oklch() and light-dark(); older browsers get the same ones in words they know.
	build: { cssTarget: ['chrome90', 'safari14', 'firefox90'] },
	environments: {
		client: {
			build: {
				modulePreload: ahead,
				rolldownOptions: { output: { codeSplitting: chunks } }
			}
		}
	},
	plugins: [
		wordsForBrowsers(),
		iconsForBrowsers(),
		sveltekit({
			adapter: adapter({ precompress: true }),
			compilerOptions: { runes: true },
			csp: {
				mode: 'nonce',
				directives: {
					'default-src': ['none'],
					'script-src': ['self', `sha256-${earlySum}`],
					'style-src': ['self'],
					// The one style attribute that Kit gives its announcer of page changes.
					'style-src-attr': [
						'unsafe-hashes',
						'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='
					],
					'img-src': ['self', 'data:'],
					'font-src': ['self'],
					'connect-src': ['self'],
					'manifest-src': ['self'],
					'worker-src': ['self'],
					'form-action': ['self'],
					'base-uri': ['none'],
					'frame-ancestors': ['none'],
					'require-trusted-types-for': ['script'],
					'trusted-types': ['svelte-trusted-html', 'sveltekit-trusted-url']
				}
			},
			// The card kept on the device stands in for pages of any depth (src/service-worker).
			paths: { relative: false },
			// The server checks the origin of every post itself (src/server/http), for JSON as well. Our
			// pages send no referrer, so browsers write the origin of a plain form post as "null".
			csrf: { trustedOrigins: ['null'] },
			version: { pollInterval: 0 }
		}),
		gatewayInDev()
	]
});
