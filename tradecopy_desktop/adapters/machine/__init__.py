"""What is learned about the machine that the program runs on. Changes nothing of it."""
