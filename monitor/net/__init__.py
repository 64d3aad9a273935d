"""The only part of the program that goes out to the internet, and only when a command asks it to."""
