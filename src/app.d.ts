import type { Ctx } from '#server/ctx.ts';

declare global {
	namespace App {
		interface Locals {
			ctx: Ctx;
			/** The network address of the reader, for throttles only; never stored or logged. */
			address: string;
			/** IANA zone of the reader's device, or the organisation's. */
			timeZone: string;
			/** Notices that the reader has not seen, while nothing was changed since. */
			unseen?: number;
		}
		interface Error {
			code: string;
			/** Ties a calm page to a line in the log. */
			reference?: string;
		}
	}
}

export {};
