"""How we serve: read by everybody, written by whoever arranges the house."""
