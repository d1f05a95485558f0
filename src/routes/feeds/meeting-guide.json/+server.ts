import { whole } from '../whole.ts';
import type { RequestHandler } from './$types';

/** All listings as a Meeting Guide feed. */
export const GET: RequestHandler = (event) => whole(event, 'json');
