"""What a follow-up writes on its incident's timeline. The names in quotes are stored for ever."""
