"""What goes wrong in a browser, beside what a test asks for."""


class Troubles:
    """Errors of the console and of pages, violations of the policy, requests to other hosts.

    A browser tells them when it comes to it, often after the answer they belong to was seen. So a
    test says what it expects, rather than to empty a list that may not be full yet.
    """

    def __init__(self) -> None:
        self.said: list[str] = []
        self.expected: list[str] = []

    def note(self, text: str) -> None:
        self.said.append(text)

    def expect(self, words: str) -> None:
        """What holds these words is what the test asks for: Chromium writes every refusal."""
        self.expected.append(words)

    def unexpected(self) -> list[str]:
        return [text for text in self.said if not any(each in text for each in self.expected)]
