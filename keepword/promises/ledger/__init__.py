"""Every stated time as a row: made, kept, renewed, broken."""
