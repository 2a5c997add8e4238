from django.urls import path

from afterword.web.my import tasks_page

urlpatterns = [
    path("/tasks", tasks_page.show_tasks, name="my-tasks"),
    path("/tasks/<uuid:task_id>/completion", tasks_page.complete),
    path("/tasks/<uuid:task_id>/reopening", tasks_page.reopen),
    path("/sections/<uuid:request_id>/completion", tasks_page.finish_section),
    path("/sections/<uuid:request_id>/reopening", tasks_page.ask_section_again),
    path("/follow-ups/<int:number>/completion", tasks_page.complete_followup),
    path("/follow-ups/<int:number>/reopening", tasks_page.reopen_followup),
]
