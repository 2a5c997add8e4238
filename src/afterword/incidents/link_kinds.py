"""What an address leads to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkKind(models.TextChoices):
    CHAT = "chat", _("Chat")
    CALL = "call", _("Call")
    DOCUMENT = "document", _("Document")
    DASHBOARD = "dashboard", _("Dashboard")
    NOTEBOOK = "notebook", _("Notebook")
    RUNBOOK = "runbook", _("Runbook")
    TICKET = "ticket", _("Ticket")
    OTHER = "other", _("Link")
