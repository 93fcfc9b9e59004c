-- The children behind a count by theme, in the order in which a page lists them, so that a page of
-- them is found without reading all that is known of everyone.
create index person_theme_listed on record.person_theme
  (authority_id, year, level desc, person_id) include (theme_set, ward_id);
