"""The least value of the records that are meant, else a given one."""
