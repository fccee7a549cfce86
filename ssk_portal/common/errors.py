"""The one error of our own that a person meets: the step is not possible now."""


class NotNow(Exception):
    """The row's state forbids the step. Carries the sentence the person reads; answered with 409."""

    def __init__(self, sentence):
        self.sentence = sentence
        super().__init__(str(sentence))
