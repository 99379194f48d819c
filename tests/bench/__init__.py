"""The benchmark behind `./dev bench`: figures P1–P9 of the goals, each beside its anchor, measured in the same run."""
