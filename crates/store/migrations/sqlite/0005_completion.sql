-- The day on which a round's results were compiled to the end, as the agency gives it: the date on the cover of its book.
ALTER TABLE round ADD COLUMN completed_on TEXT;
