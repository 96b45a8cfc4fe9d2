"""What the import of rounds is made of: its words, the feed as it is written, the files as they are edited."""
