from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal


class UnreadableTable(Refusal):
    message = _("%(where)s : %(what)s.")
