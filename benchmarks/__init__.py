"""What `make bench` measures: the product as it is served, against its own bounds. Not part of the product."""
