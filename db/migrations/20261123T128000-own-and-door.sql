-- What somebody keeps of a meeting for themselves, and what facilitators note about somebody for the door.

alter table meeting_rating
	drop constraint meeting_rating_moment_check,
	add constraint meeting_rating_moment_check check (moment in ('arriving', 'leaving', 'word', 'practised')),
	add constraint meeting_rating_box_check check (length(box) <= 8000);
comment on table meeting_rating is 'How someone arrived and left, 0-10, with which word, and how practices changed it: encrypted with the author''s key, which practice included';

create table door_note (
	membership_id uuid primary key,
	group_id uuid not null,
	box bytea not null check (length(box) <= 2000),
	noted_at timestamptz not null,
	foreign key (membership_id, group_id) references membership (membership_id, group_id) on delete cascade
);
comment on table door_note is 'One short note about a member for the door of a meeting, encrypted with a key of the group; gone with the membership, and 90 days after it was written';
create index door_note_group_id on door_note (group_id);
comment on index door_note_group_id is 'meetings: the notes that facilitators of a group have written';

alter table door_note enable row level security;
alter table door_note force row level security;
create policy by_owner on door_note to current_user using (true) with check (true);
create policy system on door_note to holdspace_app using ((select my_scope()) = 'system') with check (my_scope() = 'system');
-- Not whoever steps in for one meeting: they are told what concerns the people at their door.
create policy facilitates on door_note to holdspace_app
	using (group_id = any ((select my_facilitated_groups())::uuid[]))
	with check (group_id = any ((select my_facilitated_groups())::uuid[]));
grant select, insert, update, delete on door_note to holdspace_app;

create function on_membership_ended() returns trigger language plpgsql security definer set search_path = public as $$ begin
	delete from door_note where membership_id = new.membership_id;
	return null;
end $$;
revoke execute on function on_membership_ended() from public;
create trigger membership_ended_door_note after update of ended_at on membership
	for each row when (new.ended_at is not null) execute function on_membership_ended();
