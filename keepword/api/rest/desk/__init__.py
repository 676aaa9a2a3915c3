"""What agents do around their conversations, by program: drafts, hand-overs, who is kept out, the words of tags."""
