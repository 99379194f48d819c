"""The life of an edition: begun, written, approved, attacked, published, frozen, corrected, made by itself in time."""
