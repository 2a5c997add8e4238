"""What a runbook writes on an incident's timeline. The names in quotes are stored for ever."""
