"""The proposals that ship with the program, their labels, and the files made from them."""
