"""Every permission there is. A verb's rule stands beside the model it is about."""

from enum import StrEnum


class Verb(StrEnum):
    SETTINGS_MANAGE = "settings.manage"
    PEOPLE_MANAGE = "people.manage"
    PEOPLE_SEE = "people.see"
    PROFILE_UPDATE = "profile.update"
    TEAM_UPDATE = "team.update"
    TOKEN_CREATE = "token.create"
    TOKEN_REVOKE = "token.revoke"
    AUDIT_SEE = "audit.see"

    SERVICE_UPDATE = "service.update"

    INCIDENT_DECLARE = "incident.declare"
    INCIDENT_VIEW = "incident.view"
    INCIDENT_UPDATE = "incident.update"
    INCIDENT_COMMENT = "incident.comment"
    INCIDENT_SHARE = "incident.share"
    INCIDENT_IMPORT = "incident.import"
    INCIDENT_BREAK_GLASS = "incident.break_glass"

    TASK_UPDATE = "task.update"

    VIEW_SAVE = "view.save"
    VIEW_UPDATE = "view.update"

    FOLLOWUP_UPDATE = "followup.update"
    FOLLOWUP_REMOVE = "followup.remove"

    RUNBOOK_VIEW = "runbook.view"
    RUNBOOK_EDIT = "runbook.edit"

    POSTMORTEM_START = "postmortem.start"
    POSTMORTEM_VIEW = "postmortem.view"
    POSTMORTEM_EDIT = "postmortem.edit"
    POSTMORTEM_COMMENT = "postmortem.comment"
    POSTMORTEM_CREATE = "postmortem.create"
    POSTMORTEM_REVIEW = "postmortem.review"
    POSTMORTEM_APPROVE = "postmortem.approve"
    POSTMORTEM_PUBLISH = "postmortem.publish"
    POSTMORTEM_DELETE = "postmortem.delete"
    POSTMORTEM_IMPORT = "postmortem.import"
    TEMPLATE_UPDATE = "template.update"
