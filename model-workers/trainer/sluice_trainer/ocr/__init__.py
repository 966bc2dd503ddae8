"""Trains the network that reads lines of print: PP-OCR's, on strips of scanned receipts and on rendered text."""
