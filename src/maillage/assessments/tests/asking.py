"""The pages of a sitting."""

from django.urls import reverse

from maillage.assessments import queries
from maillage.assessments.models import Item

IN_ORDER = [{"fr": f"Étape {rank}", "en": f"Step {rank}", "position": 3 - rank} for rank in range(3)]


def page_of(sitting, name="question"):
    return reverse(f"assessments:{name}", args=[sitting.key])


def asked(sitting):
    return Item.objects.get(pk=queries.live(sitting).next_item)


def post(client, sitting, *, question=None, follow=False, **told):
    told = {"question": question or asked(sitting).pk} | told
    return client.post(page_of(sitting), told, follow=follow)


def kept(sitting):
    return [one.response for one in queries.answers_of(sitting)]
