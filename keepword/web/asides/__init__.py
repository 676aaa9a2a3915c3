"""Side conversations on the page of a conversation: what was said in them, and the forms that begin and go on."""
