"""Trains, exports and judges Sluice's micro model: one small encoder, a document class and field tags."""
