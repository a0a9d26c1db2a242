"""Blind rounds: fresh articles whose gold facts were written before the reader saw them. `roundN.json` holds addresses and gold; their texts stay outside."""
