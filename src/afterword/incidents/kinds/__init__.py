"""What can be written on an incident's timeline, by what it is about. The names in quotes are stored for ever."""

from afterword.incidents.kinds.communications import CommunicationChanged, CommunicationLogged, CommunicationRemoved
from afterword.incidents.kinds.course import (
    Acknowledged,
    Completed,
    Declared,
    Imported,
    Reopened,
    Resolved,
    SeverityChanged,
    StatusChanged,
    TestMarked,
    TimestampCorrected,
    UpdatePosted,
)
from afterword.incidents.kinds.fields import FieldChange, FieldsChanged, TypeChanged
from afterword.incidents.kinds.impact import (
    BusinessImpactChanged,
    FactChange,
    ImpactAdded,
    ImpactChanged,
    ImpactEnded,
    ImpactRemoved,
)
from afterword.incidents.kinds.milestones import (
    MilestoneChanged,
    MilestoneMarked,
    MilestoneRemoved,
    NoteBecameMilestone,
)
from afterword.incidents.kinds.order import (
    EntriesFlagged,
    NotesMerged,
    NotesTakenApart,
    PictureRemoved,
    PicturesAdded,
)
from afterword.incidents.kinds.people import PrivacyChanged, RoleAssigned, RoleLeft
from afterword.incidents.kinds.scope import LinkAdded, LinkChanged, LinkRemoved, ServicesChanged, TeamsChanged
from afterword.incidents.kinds.tasks import TaskAdded, TaskChanged, TaskCompleted, TaskRemoved, TaskReopened
from afterword.incidents.kinds.words import (
    EntryFlagged,
    NoteAdded,
    NoteEdited,
    Renamed,
    RootCauseChanged,
    SummaryChanged,
)

__all__ = [
    "Acknowledged",
    "BusinessImpactChanged",
    "CommunicationChanged",
    "CommunicationLogged",
    "CommunicationRemoved",
    "Completed",
    "Declared",
    "EntriesFlagged",
    "EntryFlagged",
    "FactChange",
    "FieldChange",
    "FieldsChanged",
    "ImpactAdded",
    "ImpactChanged",
    "ImpactEnded",
    "ImpactRemoved",
    "Imported",
    "LinkAdded",
    "LinkChanged",
    "LinkRemoved",
    "MilestoneChanged",
    "MilestoneMarked",
    "MilestoneRemoved",
    "NoteAdded",
    "NoteBecameMilestone",
    "NoteEdited",
    "NotesMerged",
    "NotesTakenApart",
    "PictureRemoved",
    "PicturesAdded",
    "PrivacyChanged",
    "Renamed",
    "Reopened",
    "Resolved",
    "RoleAssigned",
    "RoleLeft",
    "RootCauseChanged",
    "ServicesChanged",
    "SeverityChanged",
    "StatusChanged",
    "SummaryChanged",
    "TaskAdded",
    "TaskChanged",
    "TaskCompleted",
    "TaskRemoved",
    "TaskReopened",
    "TeamsChanged",
    "TestMarked",
    "TimestampCorrected",
    "TypeChanged",
    "UpdatePosted",
]
