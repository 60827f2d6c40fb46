"""The sample office, told as a story."""
