-- What the published directory is filtered by, beside the document of a feed and no longer only in
-- it: a document is kept compressed, and unpacking thousands of them took half a second.

alter table record.service
  add column is_from_feed boolean not null
    generated always as (detail ? 'openReferral') stored,
  add column feed_organization_id text
    generated always as (detail #>> '{openReferral,organization,id}') stored,
  -- Only a list; null otherwise.
  add column feed_attributes jsonb generated always as (
    case when jsonb_typeof(detail #> '{openReferral,attributes}') = 'array'
      then detail #> '{openReferral,attributes}' end) stored;
