"""Rivals that need environments of their own: scripts that store their scores for ``training.evaluate`` to count.

What each of them needs and how it is run stands at the top of its script. They get the texts, folds and themes of
``python -m training.evaluate texts FOLDER``, and of the test part the texts alone.
"""
