from allauth.account.views import (
    account_inactive,
    logout,
    password_reset_done,
    password_reset_from_key_done,
)
from django.urls import path, re_path

from afterword.web.people import entrance, glass_page, people_page, profile_page, settings_page, teams_page

urlpatterns = [
    # allauth finds its pages by these names.
    path("sign-in", entrance.SignIn.as_view(), name="account_login"),
    path("sign-in/disabled", account_inactive, name="account_inactive"),
    path("sign-out", logout, name="account_logout"),
    path("password/reset", entrance.LostPassword.as_view(), name="account_reset_password"),
    path("password/reset/sent", password_reset_done, name="account_reset_password_done"),
    path("password/reset/done", password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)$",
        entrance.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("welcome", entrance.welcome, name="welcome"),
    path("sign-in/<str:secret>", entrance.sign_in_link, name="sign-in-link"),
    path("invitations/<str:secret>", entrance.invitation, name="invitation"),
    path("profile", profile_page.profile, name="profile"),
    path("profile/theme", profile_page.set_theme, name="theme"),
    path("profile/zone-choice", profile_page.set_zone_choice, name="zone-choice"),
    path("profile/password", profile_page.password, name="password"),
    path("profile/sessions/end", profile_page.end_sessions, name="sessions-end"),
    path("profile/tokens", profile_page.tokens, name="tokens"),
    path("profile/tokens/<uuid:token_id>/revocation", profile_page.end_token, name="token-revocation"),
    path("settings", settings_page.settings_index, name="settings"),
    path("settings/audit", settings_page.audit_trail, name="audit"),
    path("settings/private-incidents", glass_page.private_incidents, name="private-incidents"),
    path("settings/private-incidents/<uuid:incident_id>/end", glass_page.give_back),
    path("settings/people", people_page.list_people, name="people"),
    path("settings/people/invitations/new", people_page.invite_person, name="invite"),
    path(
        "settings/people/invitations/<uuid:invitation_id>/revocation",
        people_page.end_invitation,
        name="invitation-revocation",
    ),
    path("settings/people/<uuid:user_id>", people_page.show_person, name="person"),
    path("settings/people/<uuid:user_id>/role", people_page.set_role, name="person-role"),
    path("settings/people/<uuid:user_id>/activity", people_page.set_activity, name="person-activity"),
    path("settings/people/<uuid:user_id>/sign-in-link", people_page.make_link, name="person-sign-in-link"),
    path("settings/teams", teams_page.list_teams, name="teams"),
    path("settings/teams/new", teams_page.new_team, name="team-new"),
    path("settings/teams/<uuid:team_id>", teams_page.show_team, name="team"),
    path("settings/teams/<uuid:team_id>/name", teams_page.set_name, name="team-name"),
    path("settings/teams/<uuid:team_id>/members", teams_page.set_team_members, name="team-members"),
]
