"""A risk from its creation to its deletion, with httpx."""

import os

import httpx

with httpx.Client(
    base_url=os.environ["REDOUBT"] + "/api/v1/",
    headers={"Authorization": "Token " + os.environ["REDOUBT_TOKEN"]},
) as client:
    made = client.post("risks/", json={"name": "Data Breach Risk", "likelihood": 3, "impact": 4})
    assert made.status_code == 201, made.text
    risk = "risks/" + made.json()["id"] + "/"
    found = client.get("risks/", params={"status": "open", "severity": "high", "search": "data breach"})
    assert made.json()["id"] in [each["id"] for each in found.json()["results"]], found.text
    changed = client.put(risk, json={"name": "Data Breach Risk", "likelihood": 2, "impact": 4})
    assert changed.json()["likelihood"] == 2, changed.text
    assert client.get(risk).json()["likelihood"] == 2
    assert client.delete(risk).status_code == 204
    assert client.get(risk).status_code == 404
