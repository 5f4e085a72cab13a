-- Pictures in other widths and formats, made at their first use.
create table pictures (
  image_id text not null references images,
  form text not null,
  bytes bytea not null,
  primary key (image_id, form)
);
comment on column pictures.form is 'width.format, such as 480.avif';
alter table pictures alter column bytes set storage external;
