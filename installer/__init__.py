"""Makes the setup for Windows, on Linux or on Windows. No part of the program itself."""
