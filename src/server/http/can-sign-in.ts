import { isLocal } from '../config.ts';

/**
 * Whether browsers keep a login at this address: only where the connection is encrypted, or on the
 * machine itself. Where they do not, pages say so instead of taking a passphrase.
 */
export const canSignInAt = (url: URL): boolean =>
	url.protocol === 'https:' || isLocal(url.hostname);
