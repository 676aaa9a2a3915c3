"""Notes are put right and taken back: whose they are (`whose`), other words (`correcting`), no words
(`taking_back`, to be undone for a minute). What keeps a call is a note as well, and so is what colleagues say in a
side conversation. Facts: `note.corrected`, `note.taken_back`, `note.brought_back`, `mention.taken_back`."""
