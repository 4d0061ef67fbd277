-- Which of a plan's solutions the programme added itself: ids, as in pinned and forbidden.
alter table plans add column own_solutions text not null default '';
