"""Python begins with this module where its folder stands first on the path: Windows' rules hold in it from the start."""

from tests.windows_rules import impose

impose()
