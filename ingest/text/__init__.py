"""Text becomes evidence: what articles, releases, conferences and notices say, with the words that say it."""
