"""People's accounts: for which department they act, and in which roles."""

from __future__ import annotations

from dataclasses import dataclass

from .terms import Role


@dataclass(frozen=True)
class Account:
    """A person's account, without anything secret.

    Attributes:
        name: what the person types to sign in; unique, never reused.
        display_name: the person's name on forms.
        unit: the department.
        roles: what the person may act as, in a fixed order.
        active: whether the account can sign in.
    """

    name: str
    display_name: str
    unit: str
    roles: tuple[Role, ...]
    active: bool = True

    def is_a(self, *roles: Role) -> bool:
        """Return whether the person holds one of these roles."""
        return any(role in self.roles for role in roles)
