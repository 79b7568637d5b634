"""The verbs of `linli`: one module each, found by itself; `dispatch` tells them apart."""
