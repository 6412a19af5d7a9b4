-- After the shipped rows are in (016_*.sql).

-- bytes decide what is the same word, whatever the database's collation; with
-- builtin, so that what a user added never stands in the way of what a later
-- version ships
CREATE UNIQUE INDEX synth_dictionary_key ON @extschema@.synth_dictionary
	(list COLLATE "C", locale COLLATE "C", value COLLATE "C", tag COLLATE "C", parent COLLATE "C", builtin);
COMMENT ON INDEX @extschema@.synth_dictionary_key IS 'each word once among the shipped rows and once among the users''';

-- Rows that say builtin are not dumped, so nobody may add one, nor change one:
-- what is not dumped would be lost.  NOT VALID: shipped rows are not looked at.
ALTER TABLE @extschema@.synth_dictionary
	ADD CONSTRAINT synth_dictionary_builtin_is_for_shipped_rows CHECK (NOT builtin) NOT VALID;
COMMENT ON CONSTRAINT synth_dictionary_builtin_is_for_shipped_rows ON @extschema@.synth_dictionary IS
'rows of users are not builtin; a user''s row with the same word, tag and parent overrides the weight of the shipped one';
