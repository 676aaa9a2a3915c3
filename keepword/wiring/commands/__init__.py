"""The commands of the program, one file each, with one `run(options) -> exit status or None`."""
