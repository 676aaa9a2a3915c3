"""`python -m keepword`: the one program."""

from keepword.wiring.cli import main

if __name__ == "__main__":
    main()
