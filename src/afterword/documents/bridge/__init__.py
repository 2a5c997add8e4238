"""The document tree and Yjs, both ways. Positions in a text are only ever lengths that pycrdt itself told."""
