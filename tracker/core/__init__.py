"""The nouns of the road, as frozen values; standard library only, no clock, no dice, no file, no network."""
