"""How we learnt it: fitting, evaluation, benchmarks and their committed results."""
