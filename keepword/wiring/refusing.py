"""A plain sentence for the person at the terminal."""


class Refused(Exception):
    """It cannot be done, and the sentence says why and what to do. `status` is the exit status."""

    def __init__(self, sentence: str, *, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status
