"""What is declared: fields, annexes, biểu, form sets."""
