"""What flows from a file to an answer: frozen records, and the ports. A step takes one and returns a new one."""
