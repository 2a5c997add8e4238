"""Live editing measured against other servers; see docs/developer/live-editing.md."""
