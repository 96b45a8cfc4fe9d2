"""The most days of work in one unbroken run of periods."""
