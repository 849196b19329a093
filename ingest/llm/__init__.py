"""What a language model of the user's own finds in running text, held to the same proof as the rules: the words.

Nothing here is imported, and nobody is asked, unless the user names a model and an endpoint.
"""
