"""What an executor's answer means for a copy."""
