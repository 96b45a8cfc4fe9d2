"""The value of the record that comes first by an order, else a given one."""
