"""What the program keeps and knows about itself. Trades nothing."""
