/** A calendar as programs fetch it. `isPublic`: caches may keep it for an hour; else none may. */
export const calendarAnswer = (text: string, isPublic: boolean): Response =>
	new Response(text, {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'attachment; filename="calendar.ics"',
			...(isPublic
				? { 'cache-control': 'public, max-age=3600', 'access-control-allow-origin': '*' }
				: { 'cache-control': 'private, no-store' })
		}
	});
