"""What both peers make of the rows before their templates print them: the household page's facts.

They say less than the desk does: which indicators are deprived is read from the kept evaluation and not
worked out again with its deciding answers, and nothing is translated."""
import json
import tomllib
from pathlib import Path

LAW = Path(__file__).resolve().parents[2] / "law"


def questions() -> dict:
    found = {}
    for path in sorted((LAW / "questionnaire").glob("*.toml")):
        for question in tomllib.loads(path.read_text()).get("questions", []):
            choices = {choice["code"]: choice["vi"] for choice in question.get("choices", [])}
            found[question["id"]] = (question["vi"], choices)
    return found


def standards() -> dict:
    found = {}
    for path in sorted((LAW / "standards").glob("*.toml")):
        file = tomllib.loads(path.read_text())
        indicators = [(one["order"], one["name"]["vi"], one["wording"]["vi"]) for one in file.get("indicators", [])]
        found[file["standard"]["id"]] = (file["standard"]["name"]["vi"], indicators)
    return found


QUESTIONS, STANDARDS = questions(), standards()


def day(number) -> str:
    return "" if number is None else f"{number % 100:02}/{number // 100 % 100:02}/{number // 10000}"


def said(answers: dict) -> list:
    """Questions and answers in words."""
    lines = []
    for code, answer in answers.items():
        wording, choices = QUESTIONS[code]
        word = {True: "Có", False: "Không"}.get(answer) if isinstance(answer, bool) else choices.get(answer, answer)
        lines.append((wording, word))
    return lines


def reasons(evaluation) -> dict:
    """An evaluation with each indicator's result."""
    name, indicators = STANDARDS[evaluation["standard"]]
    deprived, known = evaluation["deprived"], evaluation["known"]
    results = []
    for order, indicator, wording in indicators:
        bit = 1 << (order - 1)
        result = "Chưa biết" if not known & bit else "Thiếu hụt" if deprived & bit else "Không thiếu hụt"
        results.append({"order": order, "name": indicator, "wording": wording, "result": result})
    return {"name": name, "class_word": evaluation["class_word"], "score": evaluation["score"], "low": evaluation["low"], "high": evaluation["high"], "indicators": results}


def page(household, persons, visits, evaluations, timeline, events, findings, trail) -> dict:
    """Everything the template prints; rows are read by name."""
    latest = visits[0] if visits else None
    answers = json.loads(latest["answers"]) if latest else {"household": {}, "members": []}
    return {
        "household": household,
        "persons": [{"name": one["name"], "sex": one["sex"], "born": day(one["birth_day"]) or one["birth_year"], "relation": one["relation"], "ethnicity": one["ethnicity"], "joined": day(one["joined"]), "gone": day(one["gone"])} for one in persons],
        "timeline": [{"from_day": day(one["from_day"]), "to_day": day(one["to_day"]), "class_word": one["class_word"], "movement": one["movement"], "basis": one["basis"], "standard": one["standard"], "members": one["members"]} for one in timeline],
        "visits": [{"day": day(one["day"]), "reviewer": one["reviewer"]} for one in visits],
        "standards": [reasons(one) for one in evaluations if latest and bytes(one["visit_id"]) == bytes(latest["id"])],
        "answers": said(answers["household"]),
        "members": [said(one) for one in answers["members"]],
        "events": [{"day": day(one["day"]), "kind": one["kind"], "note": one["note"]} for one in events],
        "findings": [{"code": one["code"], "settled": one["settlement"]} for one in findings],
        "trail": [{"at": one["at"], "who": one["account_name"], "action": one["action"], "reason": one["reason"]} for one in trail],
    }
