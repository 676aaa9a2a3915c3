"""New conversations find somebody by themselves: in turn or by load, with a limit for each, by language and skill.
Off until somebody sets it for an inbox. Nobody who is away, or whose hours are over, is given anything."""
