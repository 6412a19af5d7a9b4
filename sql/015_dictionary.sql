-- Public words that made texts consist of.
--
-- The rows that the extension ships (016_*.sql) are public knowledge and say
-- builtin; users' own rows do not, and only they are dumped: a restore gets the
-- shipped rows of the version that it restores into, and never collides with
-- them.  What the lists are and what tag and parent mean in each is said at the
-- head of src/lexicon.h.  Column order is known to src/lexicon.c.
--
-- Operators and functions name their schema: one that somebody made in the
-- extension's schema beforehand, and that fits the types better, would run with
-- the rights of whoever installs it.

CREATE TABLE @extschema@.synth_dictionary (
	list			text NOT NULL,
	locale			text NOT NULL DEFAULT '',
	value			text NOT NULL,
	tag				text NOT NULL DEFAULT '',
	parent			text NOT NULL DEFAULT '',
	weight			real NOT NULL DEFAULT 1,
	builtin			boolean NOT NULL DEFAULT false,
	CONSTRAINT synth_dictionary_list_is_known CHECK (list OPERATOR(pg_catalog.=) ANY (ARRAY[
		'given', 'family', 'title', 'street', 'street_format', 'city', 'region', 'postcode', 'phone', 'national_id',
		'company_stem', 'company_suffix', 'job', 'country', 'colour', 'iban', 'card', 'currency', 'language', 'domain',
		'word', 'slug', 'file_extension', 'user_agent'])),
	CONSTRAINT synth_dictionary_locale_is_language_and_country CHECK (locale OPERATOR(pg_catalog.~) '^([a-z]{2,3}_[A-Z]{2})?$'),
	CONSTRAINT synth_dictionary_value_has_1_to_200_bytes CHECK (
		value OPERATOR(pg_catalog.<>) '' AND pg_catalog.octet_length(value) OPERATOR(pg_catalog.<=) 200),
	CONSTRAINT synth_dictionary_tag_and_parent_have_up_to_200_bytes CHECK (
		pg_catalog.octet_length(tag) OPERATOR(pg_catalog.<=) 200
		AND pg_catalog.octet_length(parent) OPERATOR(pg_catalog.<=) 200),
	CONSTRAINT synth_dictionary_has_no_control_characters CHECK (
		(value OPERATOR(pg_catalog.||) tag OPERATOR(pg_catalog.||) parent) OPERATOR(pg_catalog.!~) E'[\\x01-\\x1f\\x7f]'),
	CONSTRAINT synth_dictionary_weight_is_positive CHECK (
		weight OPERATOR(pg_catalog.>) 0 AND weight OPERATOR(pg_catalog.<=) 1000000)
);
COMMENT ON TABLE @extschema@.synth_dictionary IS
'public words that made texts consist of; its owner, and whom the owner grants INSERT, add rows of their own with INSERT (list, locale, value, tag, parent, weight)';
COMMENT ON COLUMN @extschema@.synth_dictionary.list IS 'what the word is: given, family, city, job, ...';
COMMENT ON COLUMN @extschema@.synth_dictionary.locale IS 'language and country, such as de_DE; empty for all';
COMMENT ON COLUMN @extschema@.synth_dictionary.value IS 'the word as it is written; a pattern in postcode, phone, national_id, iban, card and user_agent';
COMMENT ON COLUMN @extschema@.synth_dictionary.tag IS
'given, title: f, m or empty for both; city: what its postcodes begin with; region, language, currency: short code or name; country: ISO codes such as DE DEU; iban: ISO country';
COMMENT ON COLUMN @extschema@.synth_dictionary.parent IS 'city: its region; region: ISO country';
COMMENT ON COLUMN @extschema@.synth_dictionary.weight IS 'how often the word is taken, relative to the others of its list';
COMMENT ON COLUMN @extschema@.synth_dictionary.builtin IS 'came with the extension: not dumped, and false in rows that users add';
-- nothing in it is private; who may add words says what others' texts are made of
REVOKE ALL ON TABLE @extschema@.synth_dictionary FROM PUBLIC;
GRANT SELECT ON TABLE @extschema@.synth_dictionary TO PUBLIC;

SELECT pg_catalog.pg_extension_config_dump('@extschema@.synth_dictionary', 'WHERE NOT builtin');

CREATE FUNCTION @extschema@.synth_dictionary_text(escaped text)
RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'synth_dictionary_text';
COMMENT ON FUNCTION @extschema@.synth_dictionary_text(text) IS
E'text with \\uXXXX (4 hexadecimal digits) written out; NULL if the encoding of the database cannot hold it';
REVOKE ALL ON FUNCTION @extschema@.synth_dictionary_text(text) FROM PUBLIC;
