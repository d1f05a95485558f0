/** Where what somebody wrote stands, by what a report of it is of. */
export const writtenTables = [
	{ of: 'share', table: 'share', id: 'share_id' },
	{ of: 'reply', table: 'reply', id: 'reply_id' },
	{ of: 'strategy', table: 'group_strategy', id: 'strategy_id' },
	{ of: 'feedback', table: 'strategy_feedback', id: 'feedback_id' }
] as const;
