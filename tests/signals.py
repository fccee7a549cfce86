"""Signals as a terminal leaves them, for processes that tests end by a signal.

A run in the background (`nohup`, a job of a script) ignores Ctrl-C and the hanging up, and whatever it starts would, too.
"""

AS_IN_A_TERMINAL = ("env", "--default-signal=HUP,INT,QUIT")
