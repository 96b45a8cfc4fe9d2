"""The book of rules in a browser and for programs over HTTP: a face, which asks the public face and shows."""
