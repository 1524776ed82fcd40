from maillage.initiatives.rules.instalments import InstalmentTold, checked_instalment

__all__ = ["InstalmentTold", "checked_instalment"]
