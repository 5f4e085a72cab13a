-- Letters about an account have no order: they are told apart by the request that they answer.
alter table mails alter column order_id drop not null;
alter table mails add constraint mails_told_once unique nulls not distinct (kind, order_id, subject_id);
alter table mails drop constraint mails_kind_order_id_subject_id_key;
