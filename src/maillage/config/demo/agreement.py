"""The agreement of the first story, told as its coordinations lived it: drafted, accepted, signed, renewed, followed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from maillage.agreements import operations
from maillage.agreements.enums import CommitmentState, Shore
from maillage.agreements.models import Commitment, Strand
from maillage.agreements.rules import CommitmentText, SignatoryText, StrandText, VersionText
from maillage.config.demo.files import told_in
from maillage.directory.enums import Role
from maillage.directory.models import Membership, Network

if TYPE_CHECKING:
    from maillage.agreements.models import Agreement, AgreementVersion, Party
    from maillage.people.models import User


def agreement_file() -> dict[str, Any]:
    content: dict[str, Any] = told_in("agreement.json")
    return content


def build_agreement() -> None:
    """Its three versions. Their days are those of the story, whatever the day of the demonstration."""
    told = agreement_file()
    networks = {row.slug: row for row in Network.objects.order_by("pk")}
    agreement = operations.create_agreement(
        slug=told["slug"],
        name=told["name"],
        purpose=told["versions"][-1]["purpose"],
        parties={party["name"]: networks[party["network"]] for party in told["parties"]},
    )
    parties = {party.shore: party for party in agreement.parties.select_related("network").order_by("pk")}
    speakers = {shore: _speaker(party.network) for shore, party in parties.items()}
    known: dict[str, int] = {}  # the last row of each commitment, by its key in the file
    for row in told["versions"]:
        version = _written(agreement, row, parties, speakers[Shore.A], known)
        _decided(version, row, parties, speakers)
        known = _lived(version, row, speakers)


def _speaker(network: Network) -> User:
    return Membership.objects.filter(network=network, role=Role.COORDINATOR).order_by("pk")[0].user


def _written(
    agreement: Agreement, row: dict[str, Any], parties: dict[str, Party], by: User, known: dict[str, int]
) -> AgreementVersion:
    """The first one from nothing, each other from the one before."""
    drafted_on = date.fromisoformat(row["steps"]["drafted_on"])
    if not known:
        text = _text(row, parties, {})
        return operations.draft_version(agreement=agreement, text=text, by=by, day=drafted_on)
    draft = operations.renew_agreement(agreement_id=agreement.pk, by=by, day=drafted_on)
    copies = dict(
        Commitment.objects.filter(opening__version=draft).order_by("pk").values_list("carried_from", "pk")
    )
    carried = {key: copies[pk] for key, pk in known.items() if pk in copies}
    return operations.revise_version(
        version_id=draft.pk,
        text=_text(row, parties, carried),
        read_revision=draft.revision,
        by=by,
        reason="",
        day=drafted_on,
    )


def _text(row: dict[str, Any], parties: dict[str, Party], carried: dict[str, int]) -> VersionText:
    strands = Strand.objects.filter(slug__in=row["strands"]).order_by("position")
    return VersionText(
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        dates_are_fictitious=True,
        languages=tuple(row["languages"]),
        strands=tuple(
            StrandText(
                strand=strand,
                objectives=row["objectives"][strand.slug],
                commitments=tuple(
                    _owed(owed, parties, carried)
                    for owed in row["commitments"]
                    if owed["strand"] == strand.slug
                ),
            )
            for strand in strands
        ),
        signatories=tuple(
            SignatoryText(party=parties[who["shore"]], office=who["office"], body=who["body"])
            for who in row["signatories"]
        ),
    )


def _owed(owed: dict[str, Any], parties: dict[str, Party], carried: dict[str, int]) -> CommitmentText:
    return CommitmentText(
        text=owed["text"],
        party=parties[owed["shore"]] if owed["shore"] else None,
        body=owed["body"],
        due_on=date.fromisoformat(owed["due_on"]) if owed["due_on"] else None,
        pk=carried.get(owed["key"]),
    )


def _decided(
    version: AgreementVersion, row: dict[str, Any], parties: dict[str, Party], speakers: dict[str, User]
) -> None:
    for shore, day in row["steps"]["agreed_on"].items():
        operations.agree_version(
            version_id=version.pk,
            network_ids=[parties[shore].network_id],
            read_revision=version.revision,
            by=speakers[shore],
            reason="",
            day=date.fromisoformat(day),
        )
    signed_on = date.fromisoformat(row["signed_on"])
    operations.sign_version(
        version_id=version.pk,
        signed_on=signed_on,
        replaces=False,
        by=speakers[Shore.A],
        reason=row["steps"]["signed_because"],
        day=signed_on,
    )


def _lived(version: AgreementVersion, row: dict[str, Any], speakers: dict[str, User]) -> dict[str, int]:
    """What was done for each commitment, told by the coordination that owed it; the rows, by key."""
    stored = {owed.text: owed for owed in Commitment.objects.filter(opening__version=version).order_by("pk")}
    for owed in row["commitments"]:
        last = 0
        for step in owed["steps"]:
            commitment = operations.follow_commitment(
                commitment_id=stored[owed["text"]].pk,
                state=CommitmentState(step["state"]),
                read_step=last,
                note=step["note"],
                url=step.get("url", ""),
                by=speakers[owed["shore"] or Shore.A],
                day=date.fromisoformat(step["on"]),
            )
            last = commitment.steps.order_by("-pk").values_list("pk", flat=True)[0]
    return {owed["key"]: stored[owed["text"]].pk for owed in row["commitments"]}
