"""A backup is one file that either database can be restored from: a sealed tar of rows, uploaded files and a manifest.

What stands in it, and in which order:

    afterword-backup.json      which format this is
    files/<sha256>             uploaded files
    rows/<table>/000001.jsonl  rows as JSON, one a line, in the order of the manifest's columns
    secret_key                 only when asked for
    files/<sha256>             those that came while the rows were read
    manifest.json              what all of the above must be: sizes, SHA-256, numbers of rows
"""
