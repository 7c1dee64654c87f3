-- A run may take several recovery points, one after the other: each pause is that of its point. Older rows have none, and count for every point of their run.
alter table owed_program add column point varchar(200) default '' not null;
-- Number and start of the program that runs, or ran last: one that outlived its server must not pause again what was undone meanwhile.
alter table owed_program add column running varchar(100) default '' not null;
