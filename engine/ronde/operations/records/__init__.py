"""Operations over a list of records: one room for each."""
