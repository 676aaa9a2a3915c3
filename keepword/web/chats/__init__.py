"""Live chats at the desk: the strip with what rings and what runs; what a conversation that is a chat shows more."""
