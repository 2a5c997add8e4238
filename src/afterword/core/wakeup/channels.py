"""The one name that announcers and listeners share."""

CHANNEL = "afterword_changed"
