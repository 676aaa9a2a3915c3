"""Live chats by program: who takes them, what rings, and what an agent does with one."""
