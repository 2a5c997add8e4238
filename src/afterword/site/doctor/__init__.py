"""What `afterword doctor` looks at. Each module has checks of one kind; none of them prints a secret."""
