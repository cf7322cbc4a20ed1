"""`python -m gyeol`, the same as `gyeol`."""

from gyeol.cli import main

main()
