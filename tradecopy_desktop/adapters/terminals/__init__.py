"""What is written into the folders of MetaTrader terminals. Never starts or configures one."""
