from scripts import check

SUITE = '<testsuite tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"/>'
REPORT = f"<testsuites>{SUITE}</testsuites>"


def counted(tmp_path, code, **numbers):
    report = tmp_path / "report.xml"
    report.write_text(REPORT.format(**{"tests": 0, "failures": 0, "errors": 0, "skipped": 0, **numbers}))
    return check.counted(report, code)


def test_tests_are_counted_by_their_end(tmp_path):
    assert counted(tmp_path, 1, tests=10, failures=1, errors=1, skipped=3) == check.Count(passed=5, failed=2, skipped=3)


def test_a_run_that_ended_badly_without_a_failed_test_counts_as_failed(tmp_path):
    assert counted(tmp_path, 4).failed == 1


def test_a_command_that_is_no_test_run_counts_as_one(tmp_path):
    assert check.run(("python", "-c", "pass"), tmp_path / "none") == check.Count(passed=1)
    assert check.run(("python", "-c", "raise SystemExit(3)"), tmp_path / "none") == check.Count(failed=1)


def test_the_last_line_says_how_it_went(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(check, "RESULTS", tmp_path)
    monkeypatch.setattr(check, "STEPS", {"good": [("python", "-c", "pass")], "bad": [("python", "-c", "exit(1)")]})

    assert check.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


def test_without_services_the_rest_is_not_started(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(check, "RESULTS", tmp_path)
    monkeypatch.setattr(check, "STEPS", {"services": [("python", "-c", "exit(1)")], "unit": [("python", "-c", "pass")]})

    assert check.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 1 failed"
