-- Who received which service: files of services received become spells of the kind service. They
-- are few among all spells, so an index of their own finds those of one year without the rest.
create index if not exists spell_received on record.spell
  (authority_id, start_day, code, person_id, end_day, known_to_day)
  where kind = 'service' and is_counted;
