-- What somebody agrees to have counted: how it goes since they joined, and now also what they tried by themselves.

alter table consent drop constraint consent_purpose_check;
alter table consent add check (purpose in ('programme_figures', 'what_helped'));
