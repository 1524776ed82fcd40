"""The demonstration, enlarged to the size of a country: what is measured reads all of this."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings

from maillage.agreements.enums import Visibility
from maillage.agreements.models import Strand
from maillage.common.text import sort_key
from maillage.directory.enums import OrganisationKind, Role, TerritoryLevel
from maillage.directory.models import IndustryClass, Network, Organisation, Territory
from maillage.directory.operations import join_network
from maillage.matching.bridge import current_encoder
from maillage.matching.bridge.vectors import vector_stamp
from maillage.matching.models import Need, Offer
from maillage.matching.rules import title_from
from maillage.people.operations import create_person
from pages.texts import Made, made_from, sources_in

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from numpy.typing import NDArray

    from pages.texts import Source

SEED = 20_000
BATCH = 1_000
MORE_NETWORKS = 9
OWNER_EMAIL = "lectrice-{number}@mesures.maillage.example"
BOUND_NETWORKS = ("shawinigan", "chambery")  # by the agreement of the demonstration
VISIBILITIES = (Visibility.PUBLIC, Visibility.PARTNERS, Visibility.NETWORK, Visibility.ORGANISATION)
SHARE_OF_VISIBILITIES = (45, 35, 15, 5)
NOISE = 0.1  # length of the chance added to a vector of length one
BORROWED_MEANING = 0.3
OLDEST_MINUTES = 60 * 24 * 400


@dataclass(frozen=True, kw_only=True)
class Size:
    """How many rows the database holds in the end, demonstration included."""

    offers: int
    needs: int
    organisations: int
    owners: int
    needs_per_owner: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """An organisation, and the network where it shares."""

    organisation: Organisation
    network: Network


class Enlarger:
    """Adds rows until the size is reached. Everything comes from one seed and one moment."""

    def __init__(self, *, size: Size, now: datetime) -> None:
        self.size, self.now = size, now
        self.chance = random.Random(SEED)
        self.noise = np.random.default_rng(SEED)
        self.strands = {strand.slug: strand for strand in Strand.objects.order_by("pk")}

    def enlarge(self) -> None:
        networks = self._networks()
        places = self._organisations(networks)
        bound = [place for place in places if place.network.slug in BOUND_NETWORKS]
        owners = self.chance.sample(bound, self.size.owners)
        self._add_owners(owners)
        self._add_offers(places)
        self._add_needs(places, owners)

    def _networks(self) -> list[Network]:
        """Those of the demonstration, thrice as likely as each of the others."""
        told = list(Network.objects.order_by("pk"))
        towns = Territory.objects.filter(level=TerritoryLevel.MUNICIPALITY).order_by("pk")
        made = Network.objects.bulk_create(
            Network(
                slug=f"reseau-{number}",
                name=f"Réseau de {town.name}",
                sort_key=sort_key(f"Réseau de {town.name}"),
                territory=town,
                contact_email=f"coordination-{number}@mesures.maillage.example",
            )
            for number, town in enumerate(towns[:MORE_NETWORKS], start=1)
        )
        return [*told, *told, *told, *made]

    def _organisations(self, networks: list[Network]) -> list[Place]:
        models = list(Organisation.objects.order_by("pk"))
        towns = list(Territory.objects.filter(level=TerritoryLevel.MUNICIPALITY).order_by("pk"))
        missing = self.size.organisations - len(models)
        made = Organisation.objects.bulk_create(
            (self._organisation(number, models, towns) for number in range(missing)), batch_size=BATCH
        )
        places = [Place(organisation=one, network=self.chance.choice(networks)) for one in made]
        joined = Organisation.networks.through
        joined.objects.bulk_create(
            (joined(organisation=place.organisation, network=place.network) for place in places),
            batch_size=BATCH,
        )
        sectors = list(IndustryClass.objects.filter(level=2).order_by("pk"))
        active = Organisation.sectors.through
        active.objects.bulk_create(
            (active(organisation=one, industryclass=self.chance.choice(sectors)) for one in made),
            batch_size=BATCH,
        )
        return places

    def _organisation(self, number: int, models: list[Organisation], towns: list[Territory]) -> Organisation:
        model, town = self.chance.choice(models), self.chance.choice(towns)
        name = f"{model.name.partition(' (')[0][:120]} de {town.name} {number}"
        return Organisation(
            slug=f"mesure-{number}",
            name=name,
            sort_key=sort_key(name),
            kind=self.chance.choice(OrganisationKind.values)
            if number % 5 == 0
            else OrganisationKind.BUSINESS,
            territory=town,
            description=model.description,
            employees=self.chance.choice((None, 3, 12, 40, 180)),
            is_fictitious=True,
        )

    def _add_owners(self, owners: list[Place]) -> None:
        for number, owner in enumerate(owners):
            user = create_person(
                email=OWNER_EMAIL.format(number=number),
                full_name=f"Lectrice {number} (fictif)",
                language="fr-ca",
                is_fictitious=True,
                now=self.now,
            )
            join_network(
                user=user,
                network=owner.network,
                organisation=owner.organisation,
                role=Role.FIRM,
                day=self.now.date() - timedelta(days=30),
            )

    def _add_offers(self, places: list[Place]) -> None:
        sources = sources_in(settings.CONTENT / "demo" / "offers.csv")
        vectors = _vectors_of(sources, Offer.objects.all())
        texts = made_from(sources, self.chance, longer=True)
        missing = self.size.offers - Offer.objects.count()
        for start in range(0, missing, BATCH):
            batch = islice(texts, min(BATCH, missing - start))
            Offer.objects.bulk_create([self._offer(made, sources, vectors, places) for made in batch])

    def _offer(
        self, made: Made, sources: list[Source], vectors: NDArray[np.float32] | None, places: list[Place]
    ) -> Offer:
        source, place = sources[made.source], self.chance.choice(places)
        offer = Offer(title=source.title, kind=source.kind, **self._shared(made, source, place))
        self._give_meaning(offer, made, vectors)
        return offer

    def _give_meaning(self, row: Need | Offer, made: Made, vectors: NDArray[np.float32] | None) -> None:
        encoder = current_encoder()
        if vectors is not None and encoder is not None:
            row.vector = self._near(vectors[made.source], vectors[made.lender]).astype("<f2").tobytes()
            row.vector_of, row.vector_at = vector_stamp(row, encoder.name), self.now

    def _near(self, source: NDArray[np.float32], lender: NDArray[np.float32]) -> NDArray[np.float32]:
        """A vector of length one: mostly the source's, some of the lender's, a little chance."""
        chance = self.noise.normal(scale=NOISE / np.sqrt(len(source)), size=len(source))
        mixed = (1 - BORROWED_MEANING) * source + BORROWED_MEANING * lender + chance
        return np.asarray(mixed / np.linalg.norm(mixed), dtype=np.float32)

    def _add_needs(self, places: list[Place], owners: list[Place]) -> None:
        sources = sources_in(settings.CONTENT / "demo" / "needs.csv")
        vectors = _vectors_of(sources, Need.objects.all())
        texts = made_from(sources, self.chance, longer=False)
        owned = [owner for owner in owners for _ in range(self.size.needs_per_owner)]
        others = self.size.needs - Need.objects.count() - len(owned)
        chosen = owned + self.chance.choices(places, k=others)
        Need.objects.bulk_create(
            (self._need(next(texts), sources, vectors, place) for place in chosen), batch_size=BATCH
        )

    def _need(
        self, made: Made, sources: list[Source], vectors: NDArray[np.float32] | None, place: Place
    ) -> Need:
        source = sources[made.source]
        need = Need(title=title_from(made.text), kind=source.kind, **self._shared(made, source, place))
        self._give_meaning(need, made, vectors)
        return need

    def _shared(self, made: Made, source: Source, place: Place) -> dict[str, object]:
        moment = self.now - timedelta(minutes=self.chance.randrange(1, OLDEST_MINUTES))
        return {
            "organisation": place.organisation,
            "network": place.network,
            "territory": place.organisation.territory,
            "strand": self.strands[source.strand],
            "visibility": self.chance.choices(VISIBILITIES, SHARE_OF_VISIBILITIES)[0],
            "text": made.text,
            "text_is_fictitious": True,
            "created_at": moment,
            "updated_at": moment,
        }


def _vectors_of(sources: list[Source], rows: QuerySet[Need] | QuerySet[Offer]) -> NDArray[np.float32] | None:
    """The vectors that the demonstration's rows got from the encoder, in the order of the file; None without one."""
    if current_encoder() is None:
        return None
    stored = rows.exclude(vector=None).values_list("title", "vector")
    known = {title: np.frombuffer(vector, dtype="<f2") for title, vector in stored if vector is not None}
    return np.array([known[source.title] for source in sources], dtype=np.float32)
