"""How somebody proves who they are, and where they are signed in."""
