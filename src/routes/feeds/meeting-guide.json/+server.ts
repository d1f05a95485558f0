import { stream } from '../stream.ts';
import type { RequestHandler } from './$types';

/** All listings as a Meeting Guide feed. */
export const GET: RequestHandler = (event) => stream(event, 'json');
