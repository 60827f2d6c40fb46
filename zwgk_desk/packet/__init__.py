"""Packets: reading a case folder or a packet, making all that a packet holds, and putting it on the disk whole or not at all."""
