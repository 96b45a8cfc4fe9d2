"""What of the best unbroken run was worked in some of its periods."""
