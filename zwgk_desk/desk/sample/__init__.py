"""The sample office, made through the same door as everybody's.

May import: all of zwgk_desk.desk.
"""
