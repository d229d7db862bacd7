"""What a check-up finds, judged from what was learned before. Learns nothing itself."""
