"""The life of an edition: begun, written, approved, attacked, published, frozen, corrected, and made by itself in time."""
