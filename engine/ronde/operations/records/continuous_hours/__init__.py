"""The most hours of work in one unbroken run of periods."""
