from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "afterword.transfer"
    label = "transfer"
