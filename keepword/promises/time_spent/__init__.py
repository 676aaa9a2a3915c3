"""Where the time of conversations goes in total: who was waited for, by team, channel and week."""
